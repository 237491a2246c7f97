import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Lead } from '../../../../src/shared/model/lead.ts'
import type { PushResult, PushSelection } from '../../../../src/shared/model/push.ts'
import { scopeOf } from '../../../../src/core/leads/lead-key.ts'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'

let harness: Harness
beforeEach(async () => {
  harness = await startHarness()
})
afterEach(() => harness.close())

const control = () => {
  if (harness.sandbox.control === null) throw new Error('The sandbox came without its control functions.')
  return harness.sandbox.control
}
async function push(selection: PushSelection, isDryRun = false): Promise<PushResult> {
  const pushed = await harness.core.push.run(harness.tenant.id, selection, { isDryRun })
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.failure))
  return pushed.value
}
/** Questions and writes about leads, alone or in a batch; not tokens, WhoAmI and metadata. */
const requestsAboutLeads = () =>
  control()
    .log()
    .filter(({ table, url }) => table === 'lead' || url.includes('$batch') || url.includes('CreateMultiple'))

const statusOf = (domain: string) => {
  const tenant = harness.data.tenants.get(harness.tenant.id) ?? harness.tenant
  return harness.data.leads.syncState(scopeOf(tenant), domain).status
}

const BAD: readonly (readonly [what: string, over: Partial<Lead>, reason: RegExp])[] = [
  ['no domain', { domain: ' ' }, /no domain/],
  ['no domain but an address', { domain: 'https://acme.example/about' }, /is not a bare domain name/],
  ['a name of 500 characters', { companyName: 'N'.repeat(500) }, /companyname: the text is 500 characters long/],
  ['a name of emoji that is too long for D365 alone', { companyName: '🚀'.repeat(51) }, /companyname: .* 102 char/],
  ['a choice value the tenant does not know', { tenantSize: 'gigantic' }, /"gigantic" is none of small, medium, large/],
  ['an e-mail that is none', { contactEmail: 'nobody' }, /emailaddress1: what stands there is no e-mail address/],
  ['a score outside its range', { readinessScore: 101 }, /hnt_finalscore: 101 is outside 0 to 100/],
]
const badLead = ([, over]: (typeof BAD)[number], at: number): Lead => aLead({ domain: `bad-${at}.example`, ...over })
const goodLeads = (count: number): Lead[] =>
  Array.from({ length: count }, (_none, n) => aLead({ domain: `good-${n}.example`, companyName: `Şirket ${n} 🚀` }))

describe.each(BAD)('a lead with %s', (...bad) => {
  it.each([false, true])('is told before anything is asked or sent (dry run: %s)', async (isDryRun) => {
    const lead = badLead(bad, 0)
    harness.data.leads.saveAll([lead])
    const result = await push({ domains: [lead.domain] }, isDryRun)
    expect(result).toMatchObject({ total: 1, outcomes: { rejected: 1 }, leads: [{ outcome: 'rejected' }] })
    expect(result.leads[0]?.reason).toMatch(bad[2])
    expect(requestsAboutLeads()).toEqual([])
  })
})

describe('many leads with bad input', () => {
  const bad = BAD.map(badLead)

  it.each([false, true])('alone cost no request at all (dry run: %s)', async (isDryRun) => {
    harness.data.leads.saveAll([...bad, ...bad.map((lead) => ({ ...lead, domain: `more-${lead.domain}` }))])
    const { outcomes, total } = await push({ all: true }, isDryRun)
    expect([outcomes.rejected, total]).toEqual([2 * BAD.length, 2 * BAD.length])
    expect(requestsAboutLeads()).toEqual([])
  })

  it('are counted by the forecast, which expects no request of them', async () => {
    harness.data.leads.saveAll([...bad, ...goodLeads(1)])
    const forecast = await harness.core.leads.forecast(harness.tenant.id, { all: true })
    expect(forecast).toMatchObject({ value: { leads: BAD.length + 1, refused: BAD.length, requests: 7 } })
  })

  it.each([false, true])('hold nothing else up, each with its own reason (dry run: %s)', async (isDryRun) => {
    harness.data.leads.saveAll([...goodLeads(230), ...bad])
    const { outcomes, leads } = await push({ all: true }, isDryRun)
    expect(outcomes).toMatchObject({ created: 230, rejected: BAD.length })
    for (const [at, { domain }] of bad.entries())
      expect(leads.find((lead) => lead.domain === domain)?.reason).toMatch(BAD[at]![2])
    const subjects = control()
      .leads()
      .map(({ subject }) => subject)
    expect(subjects.sort()).toEqual(
      isDryRun
        ? []
        : goodLeads(230)
            .map(({ domain }) => `Hunter: ${domain}`)
            .sort(),
    )
  })
})

describe.each([
  ['by their own values', { tenantSize: 'gigantic' }],
  ['by the columns of the tenant', { provider: 'P'.repeat(3_000) }],
])('leads at fault %s', (_by, over) => {
  it.each([1, 10, 40])(
    'keep their error when they stood before the first good lead ever (%i of them)',
    async (count) => {
      const bad = Array.from({ length: count }, (_none, at) => aLead({ domain: `a-${at}.example`, ...over }))
      harness.data.leads.saveAll([...bad, ...goodLeads(60)])
      expect((await push({ all: true })).outcomes).toMatchObject({ created: 60, rejected: count })
      expect(bad.map(({ domain }) => statusOf(domain))).toEqual(bad.map(() => 'error'))
    },
  )
})

describe('what the columns of this tenant take, which no profile knows', () => {
  const own = (field: 'provider' | 'tenantSize', column: string, choices: Record<string, number> | null = null) => ({
    profile: 'own' as const,
    own: { columns: [{ field, column, choices }] },
  })
  const TENANT_BOUND = [
    ['a text longer than the column', null, { provider: 'P'.repeat(300) }, /hnt_provider: the text is 300 characters/],
    [
      'a choice value outside its set',
      own('tenantSize', 'hnt_huntertenantsize', { small: 7 }),
      { tenantSize: 'small' },
      /hnt_huntertenantsize: "small" is sent as 7; D365 knows 816940000,/,
    ],
    [
      'a column that is not there',
      own('provider', 'contoso_provider'),
      { provider: 'M365' },
      /contoso_provider: the tenant's leads have no such column/,
    ],
    [
      'a column of another type',
      own('provider', 'hnt_finalscore'),
      { provider: 'M365' },
      /hnt_finalscore: what stands there is not a number/,
    ],
  ] as const

  describe.each(TENANT_BOUND)('%s', (_what, choice, over, reason) => {
    it.each([
      ['one lead alone', 0],
      ['a few leads', 2],
      ['leads that travel together', 30],
    ])('of %s is told before anything about it is asked or sent, as the dry run told', async (_many, others) => {
      if (choice !== null) await harness.core.mapping.choose(harness.tenant.id, choice)
      const lead = aLead({ ...over, domain: 'bound.example' })
      const fine = goodLeads(others).map((good) => ({ ...good, provider: null, tenantSize: null }))
      harness.data.leads.saveAll([lead, ...fine])
      for (const isDryRun of [true, false]) {
        control().clearLog()
        const { outcomes, leads } = await push({ all: true }, isDryRun)
        expect(outcomes).toMatchObject({ created: others, rejected: 1 })
        expect(leads.find(({ domain }) => domain === lead.domain)?.reason).toMatch(reason)
        expect(requestsAboutLeads().filter(({ url }) => url.includes('bound.example'))).toEqual([])
        if (others === 0)
          expect(
            control()
              .log()
              .filter(({ table }) => table === 'lead'),
          ).toEqual([])
      }
    })
  })

  it('is asked in one request per run, however many leads it has', async () => {
    control().addFault({ match: { pathPattern: 'EntityDefinitions' }, fault: { kind: 'delay', delayMs: 1 } })
    harness.data.leads.saveAll(goodLeads(230))
    await push({ all: true })
    expect(
      control()
        .log()
        .filter(({ partFaults, fault }) => fault !== null || partFaults.length > 0),
    ).toHaveLength(1)
  })

  it.each([1, 30])('is no reason not to push where it cannot be read (%i leads)', async (count) => {
    control().addFault({ match: { pathPattern: 'EntityDefinitions' }, fault: { kind: 'status', status: 500 } })
    harness.data.leads.saveAll(goodLeads(count))
    expect((await push({ all: true })).outcomes).toMatchObject({ created: count })
  })

  it('is asked anew in the next run, since columns change', async () => {
    harness.data.leads.saveAll([aLead({ domain: 'bound.example', provider: 'M365' })])
    await harness.core.mapping.choose(harness.tenant.id, own('provider', 'contoso_provider'))
    expect((await push({ all: true })).outcomes).toMatchObject({ rejected: 1 })
    await harness.core.mapping.choose(harness.tenant.id, own('provider', 'hnt_provider'))
    expect((await push({ all: true })).outcomes).toMatchObject({ created: 1 })
  })
})
