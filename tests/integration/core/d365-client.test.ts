import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { TenantConnection, TenantConnections } from '../../../src/core/d365/d365-client.ts'
import { equals } from '../../../src/core/d365/odata-filter.ts'
import { createTenantConnections } from '../../../src/core/d365/tenant-connections.ts'
import { createTenantSecrets } from '../../../src/core/tenants/tenant-secrets.ts'
import { ok } from '../../../src/shared/lib/result.ts'
import type { Exchange } from '../../../src/shared/model/exchange.ts'
import type { SandboxControl } from '../../../src/sandbox/faults/sandbox-control.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'

let harness: Harness
let connections: TenantConnections
let connection: TenantConnection
let control: SandboxControl

type OpenOptions = Parameters<TenantConnections['open']>[1]
async function opened(options?: OpenOptions): Promise<TenantConnection> {
  const answer = await connections.open(harness.tenant, options)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}

beforeEach(async () => {
  harness = await startHarness()
  control = harness.sandbox.control!
  const { ports } = harness
  connections = createTenantConnections({ ports, tenantSecrets: createTenantSecrets(ports) })
  connection = await opened()
})
afterEach(async () => {
  connections.close()
  await harness.close()
})

const LEADS = { path: '/api/data/v9.2/leads' }

describe('signing in', () => {
  it('asks Entra ID once for many callers, and not at all for a second token', async () => {
    const first = await Promise.all([1, 2, 3, 4, 5].map(() => connection.tokens.acquire()))
    expect(first.every(({ ok: isOk }) => isOk)).toBe(true)
    const calls = connection.tokens.networkCalls()
    expect(await connection.tokens.acquire()).toMatchObject({ ok: true, value: { isFromCache: true } })
    expect(connection.tokens.networkCalls()).toBe(calls)
    expect(control.log().filter(({ url }) => url.includes('/oauth2/v2.0/token'))).toHaveLength(1)
  })

  it.each([
    ['a wrong secret', { isFresh: true, secret: 'wrong-secret-value' }, 7000215, 401],
    ['an unknown client', { isFresh: true, clientId: '0b1f3a52-6f0c-4a49-9f0e-2a7d1c3b8e09' }, 700016, 400],
  ])('with %s names AADSTS%d', async (_what, options, aadsts, httpStatus) => {
    // A good token of the shared connection must not hide the wrong credential.
    await connection.tokens.acquire()
    const fresh = await opened(options)
    expect(await fresh.d365.whoAmI()).toMatchObject({
      ok: false,
      failure: { kind: 'D365AuthenticationError', aadsts, httpStatus },
    })
    fresh.close()
  })

  it('in an unknown Entra tenant names AADSTS90002', async () => {
    const tenantId = randomUUID()
    const { baseUrl } = harness.sandbox.info
    const info = async () => {
      const real = await harness.ports.sandbox.info()
      return real.ok ? ok({ ...real.value, tenantId, authority: `${baseUrl}/${tenantId}` }) : real
    }
    const ports = { ...harness.ports, sandbox: { info } }
    const elsewhere = createTenantConnections({ ports, tenantSecrets: createTenantSecrets(ports) })
    const answer = await elsewhere.open(harness.tenant, { isFresh: true })
    expect(answer.ok && (await answer.value.tokens.acquire())).toMatchObject({ ok: false, failure: { aadsts: 90002 } })
    if (answer.ok) answer.value.close()
  })

  it('after a 401 renews once, however many calls were refused at the same time', async () => {
    await connection.d365.whoAmI()
    control.clearLog()
    control.expireTokens()
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map(() => connection.d365.whoAmI()))
    expect(answers.every(({ ok: isOk }) => isOk)).toBe(true)
    expect(control.log().filter(({ url }) => url.includes('/oauth2/v2.0/token'))).toHaveLength(1)
  })
})

describe('a lead', () => {
  it('created twice under one id is there once, and the second answer says so', async () => {
    const id = randomUUID()
    expect(await connection.d365.createLead(id, { subject: 'Hunter: a.example' })).toMatchObject({
      ok: true,
      value: { leadId: id },
    })
    expect(await connection.d365.createLead(id, { subject: 'Hunter: b.example' })).toMatchObject({
      ok: false,
      failure: { kind: 'D365DuplicateError', by: 'key', code: '0x80040237' },
    })
    expect(await connection.d365.readLead(id, ['subject'])).toMatchObject({
      ok: true,
      value: { columns: { subject: 'Hunter: a.example' } },
    })
  })

  it('that is absent answers with the one code that means absent, and an update does not create it', async () => {
    const id = randomUUID()
    const absent = { ok: false, failure: { kind: 'D365NotFoundError', code: '0x80040217' } }
    expect(await connection.d365.readLead(id, null)).toMatchObject(absent)
    expect(await connection.d365.updateLead(id, { subject: 'x' })).toMatchObject(absent)
    expect(await connection.d365.deleteLead(id)).toMatchObject(absent)
    expect(control.countLeads()).toBe(0)
  })

  it('is found by a text full of quotes and signs, and nothing else is', async () => {
    const subject = "O'Brien') or 1 eq 1 or ('&$top=1#%27"
    await connection.d365.createLead(randomUUID(), { subject })
    await connection.d365.createLead(randomUUID(), { subject: 'Hunter: other.example' })
    const filter = equals('subject', subject)
    expect(await connection.d365.countLeads(filter)).toMatchObject({ ok: true, value: { count: 1 } })
    expect(await connection.d365.queryLeads({ filter, select: ['subject'], top: 10 })).toMatchObject({
      ok: true,
      value: { leads: [{ columns: { subject } }] },
    })
  })

  it.each([
    ['more values than one condition takes', 1_200, 10],
    ['more values than fit into one URL', 100, 150],
  ])('is found among %s', async (_what, values, length) => {
    const subjects = Array.from({ length: values }, (_none, at) => `${at}`.padEnd(length, 'ş'))
    const [subject = ''] = subjects.slice(-1)
    await connection.d365.createLead(randomUUID(), { subject, companyname: 'Acme' })
    const found = await connection.d365.searchLeads([{ column: 'subject', values: subjects }], ['companyname'])
    expect(found).toMatchObject({ ok: true, value: { leads: [{ columns: { companyname: 'Acme' } }] } })
  })

  it('with an id that is no GUID is not asked for at all', async () => {
    control.clearLog()
    const id = "x')/../../systemusers("
    expect(await connection.d365.readLead(id, null)).toMatchObject({ failure: { kind: 'D365ValidationError' } })
    expect(await connection.d365.deleteLead(id)).toMatchObject({ failure: { kind: 'D365ValidationError' } })
    expect(control.log()).toEqual([])
  })
})

describe('when the server misbehaves', () => {
  it('a write is sent once, and a lost answer leaves open what happened', async () => {
    await connection.d365.whoAmI()
    for (const kind of ['cut-before-commit', 'cut-after-commit', 'truncate'] as const) {
      control.clearFaults()
      control.clearLog()
      control.addFault({ match: { ...LEADS, method: 'PATCH' }, fault: { kind } })
      const answer = await connection.d365.createLead(randomUUID(), { subject: kind })
      if (kind !== 'truncate') expect(answer).toMatchObject({ failure: { kind: 'D365NetworkError', phase: 'answer' } })
      expect(control.log().filter(({ method }) => method === 'PATCH')).toHaveLength(1)
    }
  })

  it.each([500, 502, 503, 504])('a write answered %d is not repeated and not called undone', async (status) => {
    control.addFault({ match: { ...LEADS, method: 'PATCH' }, fault: { kind: 'html', status } })
    const answer = await connection.d365.createLead(randomUUID(), { subject: 'x' })
    expect(answer).toMatchObject({ failure: { kind: 'D365APIError', httpStatus: status, isDefinite: false } })
    expect(control.log().filter(({ method }) => method === 'PATCH')).toHaveLength(1)
  })

  it('a read survives two 503s and not three', async () => {
    const fault = { match: { path: '/api/data/v9.2/WhoAmI' }, fault: { kind: 'status', status: 503 } as const }
    control.addFault({ ...fault, count: 2 })
    expect(await connection.d365.whoAmI()).toMatchObject({ ok: true })
    control.clearFaults()
    control.addFault({ ...fault, count: 3 })
    expect(await connection.d365.whoAmI()).toMatchObject({ failure: { kind: 'D365APIError', httpStatus: 503 } })
  })

  it('a limit carries its name and its pause', async () => {
    control.addFault({ match: LEADS, fault: { kind: 'status', status: 429, code: '0x80072326', retryAfter: 17 } })
    expect(await connection.d365.createLead(randomUUID(), { subject: 'x' })).toMatchObject({
      failure: { kind: 'D365RateLimitError', limit: 'concurrency', retryAfterMs: 17_000 },
    })
  })

  it('a redirect is not followed', async () => {
    const headers = { location: `${harness.sandbox.info.baseUrl}/api/data/v9.2/systemusers` }
    control.addFault({ match: LEADS, fault: { kind: 'empty', status: 307, headers } })
    control.clearLog()
    const answer = await connection.d365.createLead(randomUUID(), { subject: 'x' })
    expect(answer).toMatchObject({ failure: { kind: 'D365APIError', httpStatus: 307, isDefinite: true } })
    expect(control.log().filter(({ url }) => url.includes('systemusers'))).toEqual([])
  })

  it('a call that gets no answer ends within a second of being given up', async () => {
    await connection.d365.whoAmI()
    control.addFault({ match: LEADS, fault: { kind: 'silence' } })
    const giveUp = new AbortController()
    const running = connection.d365.createLead(randomUUID(), { subject: 'x' }, { signal: giveUp.signal })
    await expect.poll(() => control.listFaults()[0]?.injected).toBe(1)
    const begun = performance.now()
    giveUp.abort()
    expect(await running).toMatchObject({
      failure: { kind: 'D365NetworkError', phase: 'answer', networkCode: 'ECANCELED' },
    })
    expect(performance.now() - begun).toBeLessThan(1_000)
  })

  it('evidence of every exchange is kept, without the bearer', async () => {
    const seen: Exchange[] = []
    const token = await connection.tokens.acquire()
    await connection.d365.readLead(randomUUID(), null, { onExchange: (exchange) => seen.push(exchange) })
    expect(seen).toMatchObject([{ method: 'GET', status: 404, requestHeaders: { Authorization: '[redacted]' } }])
    expect(seen[0]?.serviceRequestIds).toHaveLength(2)
    if (token.ok) expect(JSON.stringify(seen)).not.toContain(token.value.accessToken)
  })
})
