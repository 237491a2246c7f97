import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../../../src/sandbox/faults/fault-rule.ts'
import type { SandboxControl } from '../../../../src/sandbox/faults/sandbox-control.ts'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'
import { engineOnSandbox, type EngineOnSandbox } from '../../../support/engine-on-sandbox.ts'
import { exactlyOnceVerdict, NOTHING_WRONG } from '../../../support/exactly-once-verdict.ts'

const DOMAIN = 'acme.example'

let harness: Harness
let bench: EngineOnSandbox
let control: SandboxControl

beforeEach(async () => {
  harness = await startHarness()
  harness.data.leads.saveAll([aLead()])
  bench = await engineOnSandbox(harness)
  if (harness.sandbox.control === null) throw new Error('The sandbox has no control.')
  control = harness.sandbox.control
})
afterEach(() => harness.close())

const onWrites = (fault: Fault, count = 1, method = 'PATCH') =>
  control.addFault({ match: { method, table: 'lead' }, fault, count })
const attempts = () => harness.data.attempts.listFor(harness.tenant.id, DOMAIN)
const subjects = () => control.leads().map((lead) => String(lead['subject']))
const verdict = (isThere: boolean) =>
  exactlyOnceVerdict({ pushed: [{ domain: DOMAIN, isThere }], subjectsInD365: subjects() })

describe('whatever comes back for a create, there is one lead', () => {
  it.each<[string, Fault]>([
    ['the connection is cut after the row was written', { kind: 'cut-after-commit' }],
    ['the connection is cut before anything was written', { kind: 'cut-before-commit' }],
    ['500 after the row was written', { kind: 'status', status: 500, afterCommit: true }],
    ['503 before', { kind: 'status', status: 503 }],
    ['502 as a gateway’s page', { kind: 'html', status: 502 }],
    ['504 as a gateway’s page, after the row was written', { kind: 'html', status: 504, afterCommit: true }],
    ['200 with junk, after the row was written', { kind: 'junk', status: 200, afterCommit: true }],
    ['200 with junk, and nothing was written', { kind: 'junk', status: 200 }],
    ['204 and nothing was written: the server lost it', { kind: 'empty', status: 204 }],
    ['a plain {"Message"} with 500', { kind: 'message', status: 500 }],
    ['a deadlock', { kind: 'status', status: 500, code: '0x80044150' }],
    ['429 without Retry-After', { kind: 'status', status: 429, code: '0x80072322' }],
    ['429 with Retry-After', { kind: 'status', status: 429, code: '0x80072326', retryAfter: 30 }],
    [
      '429 with a Retry-After that is no number',
      { kind: 'status', status: 429, code: '0x80072321', retryAfter: 'soon' },
    ],
  ])('%s', async (_what, fault) => {
    onWrites(fault)
    const { lead } = await bench.push(DOMAIN)
    expect(lead).toMatchObject({ outcome: 'created', status: 'synced' })
    expect(verdict(true)).toEqual(NOTHING_WRONG)
    expect(attempts().filter(({ state }) => state === 'created')).toHaveLength(1)
    expect(harness.data.attempts.listOpen()).toEqual([])
  })

  it('500 each time: four attempts, 60, 120 and 240 s apart, then the error is stored and nothing is in D365', async () => {
    onWrites({ kind: 'status', status: 500, message: 'SQL is unwell.' }, 99)
    const { lead, retries } = await bench.push(DOMAIN)
    expect(lead).toMatchObject({ outcome: 'failed', status: 'error' })
    expect(lead.reason).toMatch(/SQL is unwell/)
    expect(retries).toBe(3)
    expect(attempts().map(({ delayMs }) => Math.floor((delayMs ?? 0) / 60_000))).toEqual([1, 2, 4, 0])
    expect(verdict(false)).toEqual(NOTHING_WRONG)
  })

  it('429 with Retry-After uses up no retry, however often', async () => {
    onWrites({ kind: 'status', status: 429, code: '0x80072322', retryAfter: 60 }, 6)
    const { lead, retries, throttledMs } = await bench.push(DOMAIN)
    expect(lead.outcome).toBe('created')
    expect(retries).toBe(0)
    // The delays decided, not the waiting measured: on a compressed clock a slow moment of this machine counts as seconds.
    const delays = attempts().flatMap(({ delayMs }) => delayMs ?? [])
    expect(delays).toHaveLength(6)
    for (const delayMs of delays) expect(delayMs).toSatisfy((ms: number) => ms >= 60_000 && ms <= 61_000)
    expect(throttledMs).toBeGreaterThan(0)
    expect(attempts()[0]?.failure).toMatchObject({
      kind: 'D365RateLimitError',
      limit: 'requests',
      retryAfterMs: 60_000,
    })
  })

  it('a cut each time, after the row was written: still one lead', async () => {
    onWrites({ kind: 'cut-after-commit' }, 99)
    expect((await bench.push(DOMAIN)).lead.outcome).toBe('created')
    expect(verdict(true)).toEqual(NOTHING_WRONG)
  })

  it('cut, and no question is answered either: unknown, and the next push finds the row', async () => {
    onWrites({ kind: 'cut-after-commit' }, 1)
    const questions = control.addFault({
      match: { method: 'GET', table: 'lead' },
      fault: { kind: 'cut-before-commit' },
      skip: 3,
    })
    const first = await bench.push(DOMAIN)
    expect(first.lead).toMatchObject({ outcome: 'unknown', status: 'unknown' })
    control.clearFaults(questions.id)
    const second = await bench.push(DOMAIN)
    expect(second.lead).toMatchObject({ outcome: 'created', status: 'synced' })
    expect(verdict(true)).toEqual(NOTHING_WRONG)
  })

  it('a server that loses what it confirmed is found out', async () => {
    control.sabotage({ losesOneIn: 1 })
    const { lead } = await bench.push(DOMAIN)
    expect(lead).toMatchObject({ outcome: 'failed', status: 'error' })
    expect(lead.reason).toMatch(/confirmed .* finds none/)
  })
})

describe('a lead that is in D365 in another way', () => {
  it('an orphan: the lead was deleted there, and is made once more', async () => {
    const first = await bench.push(DOMAIN)
    await bench.connection.d365.deleteLead(first.lead.d365_lead_id ?? '')
    const { lead } = await bench.push(DOMAIN)
    expect(lead).toMatchObject({ outcome: 'created', status: 'synced' })
    expect(verdict(true)).toEqual(NOTHING_WRONG)
    const names = harness.data.activity.list({ limit: 100 }).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['d365_lead_lookup_error', 'd365_lead_verification_failed']))
  })

  it.each(['https://acme.example', 'http://www.acme.example/', 'WWW.ACME.EXAMPLE'])(
    'a web enquiry with the website %s is a conflict and nothing is created',
    async (websiteurl) => {
      const enquiry = 'b0b0b0b0-1111-4222-8333-444444444444'
      await bench.connection.d365.createLead(enquiry, { subject: 'Web enquiry', websiteurl })
      const { lead } = await bench.push(DOMAIN)
      expect(lead).toMatchObject({ outcome: 'conflict', status: 'conflict' })
      expect(subjects()).toEqual(['Web enquiry'])

      const adopted = await harness.core.push.adopt(harness.tenant.id, DOMAIN, enquiry)
      expect(adopted).toMatchObject({
        ok: true,
        value: { outcome: 'adopted', status: 'synced', d365_lead_id: enquiry },
      })
      const detail = await harness.core.leads.detail(harness.tenant.id, DOMAIN)
      expect(detail.ok && detail.value.sync.warnings).toContainEqual(expect.stringContaining('subject: sent'))
      expect((await bench.push(DOMAIN)).lead).toMatchObject({ outcome: 'skipped', d365_lead_id: enquiry })
    },
  )

  it('Hunter’s own lead under an id of D365’s making is adopted', async () => {
    const made = 'b0b0b0b0-1111-4222-8333-444444444444'
    await bench.connection.d365.createLead(made, { subject: `Hunter: ${DOMAIN}`, companyname: 'Acme Yazılım A.Ş.' })
    expect((await bench.push(DOMAIN)).lead).toMatchObject({ outcome: 'adopted', d365_lead_id: made })
    expect(subjects()).toHaveLength(1)
  })

  it('cannot be adopted when it is not there', async () => {
    const answer = await harness.core.push.adopt(harness.tenant.id, DOMAIN, 'b0b0b0b0-1111-4222-8333-444444444444')
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'NotFound' } })
  })
})

it('policy update sends the change and nothing else', async () => {
  await bench.push(DOMAIN)
  harness.data.leads.saveAll([aLead({ companyName: 'Acme Holding' })])
  const { lead } = await bench.push(DOMAIN, { policy: 'update' })
  expect(lead).toMatchObject({ outcome: 'updated', status: 'synced' })
  expect(control.leads()).toMatchObject([{ companyname: 'Acme Holding', hnt_finalscore: 80 }])
})
