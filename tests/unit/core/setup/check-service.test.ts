import { describe, expect, it } from 'vitest'
import { createMemorySecretStore } from '../../../../src/adapters/keychain/memory-secret-store.ts'
import type { SystemUser, TenantConnections, TenantWays } from '../../../../src/core/d365/d365-client.ts'
import type { AcquiredToken } from '../../../../src/core/entra/token-provider.ts'
import type { CorePorts } from '../../../../src/core/ports/core-ports.ts'
import { createCheckService } from '../../../../src/core/setup/check-service.ts'
import { isAudienceOf } from '../../../../src/core/setup/check-a1-1.ts'
import { fail, ok, type Result } from '../../../../src/shared/lib/result.ts'
import type { CheckRow } from '../../../../src/shared/model/check.ts'
import type { D365Failure, Failure } from '../../../../src/shared/model/failure.ts'
import type { SecretState, Tenant } from '../../../../src/shared/model/tenant.ts'
import { AT, aTenant, TENANT_ID } from '../../../support/builders.ts'
import { aCoreBase, aCorePorts } from '../../../support/core-ports.ts'
import { createFakeD365 } from '../../../support/fake-d365.ts'

const TENANT = aTenant()
const USER: SystemUser = {
  systemUserId: '0a0a0a0a-0000-4000-8000-000000000001',
  fullName: 'Hunter Integration User',
  applicationId: TENANT.clientId,
  entraObjectId: null,
  email: 'hunter@contoso.example',
  isDisabled: false,
  accessMode: 4,
}
const CLAIMS = { tid: TENANT.entraTenantId, appid: TENANT.clientId, aud: TENANT.baseUrl }

const wrongSecret: D365Failure = {
  kind: 'D365AuthenticationError',
  message: 'AADSTS7000215: Invalid client secret provided.',
  httpStatus: 401,
  code: null,
  requestIds: null,
  aadsts: 7_000_215,
}
const notMember: D365Failure = {
  kind: 'D365PermissionError',
  message: 'The user is not a member of the organization.',
  httpStatus: 403,
  code: '0x80072560',
  requestIds: null,
  missingPrivilege: null,
}

interface World {
  readonly tenant?: Partial<Tenant>
  readonly claims?: Readonly<Record<string, unknown>>
  readonly token?: Result<AcquiredToken, D365Failure>
  readonly isCached?: boolean
  readonly users?: readonly SystemUser[]
  readonly whoAmI?: D365Failure
  readonly secretState?: SecretState
  readonly secrets?: CorePorts['secrets']
  readonly open?: Failure
}

function aCheckService(world: World = {}) {
  const web: CorePorts['web'] = { ask: () => Promise.resolve({ ok: false, code: 'ECONNREFUSED', message: 'refused' }) }
  const ports = aCorePorts({ web, ...(world.secrets === undefined ? {} : { secrets: world.secrets }) }, world.tenant)
  const { client } = createFakeD365(() => ({
    findApplicationUsers: () =>
      Promise.resolve(ok({ users: world.users ?? [USER], requestIds: { client: '', service: [] } })),
    ...(world.whoAmI === undefined ? {} : { whoAmI: () => Promise.resolve(fail(world.whoAmI!)) }),
  }))
  let asked = 0
  const acquire = (): Promise<Result<AcquiredToken, D365Failure>> => {
    const isFromCache = asked > 0 && world.isCached !== false
    if (!isFromCache) asked += 1
    const token = {
      accessToken: 'x'.repeat(1_200),
      expiresAt: AT,
      isFromCache,
      lifetimeMs: 3_600_000,
      claims: world.claims ?? CLAIMS,
    }
    return Promise.resolve(world.token ?? ok(token))
  }
  const opened: { readonly isFresh: boolean | undefined; readonly isClosed: () => boolean }[] = []
  const connections: TenantConnections & Pick<TenantWays, 'openBeside'> = {
    open: (of, options) => {
      let isClosed = false
      opened.push({ isFresh: options?.isFresh, isClosed: () => isClosed })
      if (world.open !== undefined) return Promise.resolve(fail(world.open))
      const tokens = { acquire, invalidate: () => undefined, networkCalls: () => asked }
      const sockets = () => ({ limit: 52, peak: 1, peakWaiting: 0 })
      return Promise.resolve(ok({ tenant: of, d365: client, tokens, sockets, close: () => void (isClosed = true) }))
    },
    openBeside: () => {
      throw new Error('This test asks for no Hunter over https.')
    },
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  const tenantSecrets = { state: () => Promise.resolve(world.secretState ?? 'keychain') }
  const checks = createCheckService({
    ...aCoreBase(ports),
    connections,
    tenantSecrets,
    prodLock: { judgeChange: () => null },
  })
  return { checks, data: ports.data, opened }
}

async function rowsOf(world: World): Promise<Readonly<Record<string, CheckRow>>> {
  const answer = await aCheckService(world).checks.run(TENANT_ID)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return Object.fromEntries(answer.value.rows.map((row) => [row.id, row]))
}
const failing = (rows: Readonly<Record<string, CheckRow>>): readonly string[] =>
  Object.values(rows).flatMap(({ id, status }) => (status === 'failed' ? [id] : []))

const inDays = (days: number): string => new Date(Date.parse(AT) + days * 86_400_000).toISOString()
const KNOWN_END = { tenant: { secretExpiresAt: inDays(300) } }

describe('the checks of a tenant', () => {
  it('pass where everything is as it should be, each with evidence, in the runbook’s order', async () => {
    const { checks, data, opened } = aCheckService(KNOWN_END)
    const answer = await checks.run(TENANT_ID)
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
    expect(answer.value.ok).toBe(true)
    expect(answer.value.rows.map(({ id, status }) => `${id} ${status}`)).toEqual([
      ...['P1', 'P2', 'P3', 'P4'].map((row) => `${row} skipped`),
      ...['A1.1', 'A1.2', 'A1.3', 'A1.4', 'A2.1', 'A2.2', 'A3', 'A3.1', 'A4', 'B1', 'B1f'].map(
        (row) => `${row} passed`,
      ),
      'B2 skipped',
      'B3.1 warning',
      'B3.2 passed',
      'B4 warning',
    ])
    for (const { id, evidence } of answer.value.rows.filter(({ status }) => status === 'passed'))
      expect([id, data.runs.evidence(evidence[0] ?? '')?.runId]).toEqual([id, answer.value.runId])
    expect(data.runs.get(answer.value.runId)).toMatchObject({ kind: 'check', status: 'passed' })
    expect(data.activity.list({ limit: 10 }).map(({ name }) => name)).toEqual(['check_finished', 'd365_token_acquired'])
    expect(opened.map(({ isFresh, isClosed }) => [isFresh, isClosed()])).toEqual([[true, true]])
    expect(await checks.latest(TENANT_ID)).toMatchObject({
      value: { runId: answer.value.runId, rows: answer.value.rows.map(({ id }) => ({ id, stale: null })) },
    })
  })

  it('keep the token itself out of everything they store', async () => {
    const { checks, data } = aCheckService()
    const answer = await checks.run(TENANT_ID)
    const kept = answer.ok ? data.runs.evidenceOf(answer.value.runId) : []
    expect(JSON.stringify([kept, data.activity.list({ limit: 50 })])).not.toContain('x'.repeat(40))
  })

  it('say of a wrong secret what happened and what to do, and skip what cannot be asked then', async () => {
    const rows = await rowsOf({ ...KNOWN_END, token: fail(wrongSecret) })
    expect(failing(rows)).toEqual(['A1.4'])
    expect(rows['A1.4']).toMatchObject({
      detail: expect.stringContaining('secret') as string,
      remedy: expect.stringContaining('new secret') as string,
    })
    expect(rows['A2.1']).toMatchObject({ status: 'skipped', detail: 'Not run, because A1.4 failed.' })
  })

  it('ask Entra ID once for all rows, and log one failure once', async () => {
    const { checks, data } = aCheckService({ token: fail(wrongSecret) })
    await checks.run(TENANT_ID)
    const names = data.activity.list({ limit: 10 }).map(({ name }) => name)
    expect(names.filter((name) => name === 'd365_token_acquisition_failed')).toHaveLength(1)
  })

  it('fail with the reason when the tenant cannot even be opened', async () => {
    const refused: Failure = {
      kind: 'Refused',
      reason: 'base_url_refused',
      message: 'evil.example is no Dataverse host.',
    }
    const rows = await rowsOf({ open: refused })
    expect(failing(rows)).toEqual(['A4'])
    expect(rows['A4']?.detail).toContain('evil.example')
  })
})

describe('A1.1', () => {
  it.each<[string, Readonly<Record<string, unknown>>, CheckRow['status']]>([
    ['of another Entra tenant', { ...CLAIMS, tid: '00000000-0000-4000-8000-000000000001' }, 'failed'],
    ['for another client', { ...CLAIMS, appid: '00000000-0000-4000-8000-000000000001' }, 'failed'],
    ['in the newer shape (azp)', { tid: CLAIMS.tid, azp: CLAIMS.appid, aud: CLAIMS.aud }, 'passed'],
    ['for another audience', { ...CLAIMS, aud: 'https://other.crm4.dynamics.com' }, 'warning'],
    ['whose claims cannot be read', {}, 'warning'],
  ])('judges a token %s', async (_what, claims, status) => {
    expect((await rowsOf({ claims }))['A1.1']?.status).toBe(status)
  })

  it.each([
    ['https://contoso.crm4.dynamics.com', true],
    ['https://contoso.crm4.dynamics.com/', true],
    ['https://contoso.api.crm4.dynamics.com', true],
    ['00000007-0000-0000-c000-000000000000', true],
    ['https://contoso.crm.dynamics.com', false],
    ['https://contoso.crm4.dynamics.com.evil.example', false],
    ['', false],
  ])('takes the audience %s for the organisation: %s', (audience, isOfIt) => {
    expect(isAudienceOf('https://contoso.crm4.dynamics.com', audience)).toBe(isOfIt)
  })
})

describe('A1.3', () => {
  it.each<[string, World, CheckRow['status'], RegExp]>([
    ['ends in 61 days', { tenant: { secretExpiresAt: inDays(61) } }, 'passed', /ends in 61 days/],
    ['ends in 60 days', { tenant: { secretExpiresAt: inDays(60) } }, 'warning', /ends in 60 days/],
    ['ends in 7 days', { tenant: { secretExpiresAt: inDays(7) } }, 'warning', /ends in 7 days/],
    ['ended', { tenant: { secretExpiresAt: inDays(-2) } }, 'warning', /ended 2 days ago/],
    ['has an end nobody noted', {}, 'warning', /Nobody noted/],
    ['is held for this session only', { secretState: 'session' }, 'warning', /this session only/],
    ['is missing', { secretState: 'missing' }, 'failed', /no client secret/],
    ['lies behind a keychain that cannot be used', { secretState: 'keychain-unavailable' }, 'failed', /cannot be used/],
    ['is the sandbox’s own, beside a keychain', { secretState: 'built-in' }, 'passed', /brings its own/],
  ])('says so when the secret %s', async (_what, world, status, words) => {
    const row = (await rowsOf(world))['A1.3']
    expect([row?.status, row?.detail]).toEqual([status, expect.stringMatching(words)])
  })

  it('speaks of a certificate where the tenant signs in with one', async () => {
    const row = (await rowsOf({ tenant: { credential: 'certificate', secretExpiresAt: inDays(5) } }))['A1.3']
    expect(row?.detail).toMatch(/^The key of the certificate is in the keychain\. It ends in 5 days\.$/)
    expect(row?.remedy).toMatch(/^Make a new certificate at once/)
  })

  it('warns on the sandbox of a machine without a keychain, and says how to mend it', async () => {
    const none: CorePorts['secrets'] = {
      ...createMemorySecretStore(),
      availability: () => Promise.resolve({ isAvailable: false, why: 'No Secret Service runs.', remedy: 'Start one.' }),
    }
    const row = (await rowsOf({ secretState: 'built-in', secrets: none }))['A1.3']
    expect(row).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('No Secret Service runs.') as string,
      remedy: 'Start one.',
    })
  })
})

describe('A1.4', () => {
  it.each<[string, Partial<Tenant>]>([
    ['an id of zeros', { clientId: '00000000-0000-0000-0000-000000000000' }],
    ['the same id twice', { clientId: TENANT.entraTenantId }],
  ])('fails on %s', async (_what, tenant) => {
    expect((await rowsOf({ tenant }))['A1.4']?.status).toBe('failed')
  })
})

describe('A2.1', () => {
  it.each<[string, World, CheckRow['status'], RegExp]>([
    ['is the one calls run as', {}, 'passed', /Hunter Integration User \(hunter@contoso\.example\)/],
    ['is disabled', { users: [{ ...USER, isDisabled: true }] }, 'failed', /disabled/],
    ['does not exist', { users: [] }, 'failed', /No user/],
    [
      'is not who calls run as',
      { users: [{ ...USER, systemUserId: '0a0a0a0a-0000-4000-8000-00000000000f' }] },
      'failed',
      /another user/,
    ],
    [
      'exists twice',
      { users: [USER, { ...USER, systemUserId: '0a0a0a0a-0000-4000-8000-00000000000f' }] },
      'warning',
      /2 users/,
    ],
    ['is no member of the organisation', { whoAmI: notMember }, 'failed', /./],
  ])('says so when the application user %s', async (_what, world, status, words) => {
    const row = (await rowsOf(world))['A2.1']
    expect([row?.status, row?.detail]).toEqual([status, expect.stringMatching(words)])
    if (status === 'failed') expect(row?.remedy).not.toBeNull()
  })
})

describe('B3.2', () => {
  it('warns when the second token is asked for again', async () => {
    expect((await rowsOf({ isCached: false }))['B3.2']).toMatchObject({ status: 'warning' })
    expect((await rowsOf({}))['B3.2']?.detail).toBe(
      'A token of 1200 characters, valid for 60 minutes. The second call was served from the cache.',
    )
  })
})

describe('attestations', () => {
  it('are kept with name, time and note, and shown in the row they belong to', async () => {
    const { checks } = aCheckService()
    expect(await checks.attest(TENANT_ID, 'A1.1', ' Deniz Kaya ', 'Seen in the portal')).toMatchObject({
      ok: true,
      value: { row: 'A1.1', by: 'Deniz Kaya', note: 'Seen in the portal', at: AT, appVersion: '0.1.0' },
    })
    const answer = await checks.run(TENANT_ID)
    const row = answer.ok ? answer.value.rows.find(({ id }) => id === 'A1.1') : null
    expect(row).toMatchObject({
      status: 'passed',
      attestation: { by: 'Deniz Kaya', at: AT, note: 'Seen in the portal' },
    })
  })

  it('of lines that nothing can show become their status at once, without another run', async () => {
    const { checks } = aCheckService()
    await checks.run(TENANT_ID)
    expect(await checks.attest(TENANT_ID, ' p3 ', 'Deniz Kaya', '')).toMatchObject({ value: { row: 'P3' } })
    const latest = await checks.latest(TENANT_ID)
    const row = latest.ok ? latest.value?.rows.find(({ id }) => id === 'P3') : null
    expect(row).toMatchObject({ status: 'attested', detail: 'All of Hunter’s tests pass.', remedy: null })
  })

  it('are refused without a name, and for rows the console verifies itself', async () => {
    const { checks } = aCheckService()
    expect(await checks.attest(TENANT_ID, 'A1.1', ' ', '')).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(await checks.attest(TENANT_ID, 'C1', 'Deniz Kaya', '')).toMatchObject({ failure: { kind: 'InvalidInput' } })
    expect(await checks.attest('nobody', 'A1.1', 'Deniz Kaya', '')).toMatchObject({ failure: { kind: 'NotFound' } })
  })
})

describe('one row alone', () => {
  it('replaces its result and leaves the others as they were', async () => {
    const { checks } = aCheckService(KNOWN_END)
    const whole = await checks.run(TENANT_ID)
    const alone = await checks.run(TENANT_ID, { row: 'a2.2' })
    if (!whole.ok || !alone.ok) throw new Error('The checks did not run.')
    expect(alone.value.rows.map(({ id }) => id)).toEqual(['A2.2'])
    const latest = await checks.latest(TENANT_ID)
    const rows = latest.ok ? (latest.value?.rows ?? []) : []
    expect(rows.map(({ id }) => id)).toEqual(whole.value.rows.map(({ id }) => id))
    expect(rows.find(({ id }) => id === 'A2.2')?.evidence).toEqual(alone.value.rows[0]?.evidence)
  })

  it('that is derived from others rests on what they said last', async () => {
    const { checks } = aCheckService({ ...KNOWN_END, users: [] })
    await checks.run(TENANT_ID)
    const alone = await checks.run(TENANT_ID, { row: 'A4' })
    expect(alone.ok && alone.value.rows[0]).toMatchObject({
      status: 'warning',
      detail: expect.stringContaining('Application user created (row A2.1)') as string,
    })
  })

  it('that does not exist is refused with the rows there are', async () => {
    const { checks } = aCheckService()
    expect(await checks.run(TENANT_ID, { row: 'A9' })).toMatchObject({
      failure: { kind: 'InvalidInput', message: expect.stringContaining('A2.2') as string },
    })
  })
})

describe('a result', () => {
  it.each<[string, (data: CorePorts['data']) => void]>([
    ['changed', ({ tenants }) => tenants.save({ ...aTenant(KNOWN_END.tenant), changedAt: inDays(1) })],
  ])('that the tenant outlived is marked %s', async (reason, change) => {
    const { checks, data } = aCheckService(KNOWN_END)
    await checks.run(TENANT_ID)
    change(data)
    const latest = await checks.latest(TENANT_ID)
    expect(latest.ok && latest.value?.rows.map(({ stale }) => stale)).toEqual(
      latest.ok ? latest.value?.rows.map(() => reason) : [],
    )
  })

  it('says in Turkish what it says in English, in every row', async () => {
    const answer = await aCheckService(KNOWN_END).checks.run(TENANT_ID)
    for (const { id, detail, proves, tr } of answer.ok ? answer.value.rows : []) {
      expect([id, tr?.detail === '', tr?.detail === detail, tr?.proves === proves]).toEqual([id, false, false, false])
    }
  })
})

describe('drift', () => {
  it('compares the newest checks of two tenants without asking either of them', async () => {
    const { checks, data, opened } = aCheckService(KNOWN_END)
    const other = { ...aTenant(KNOWN_END.tenant), id: '5b1f3a52-6f0c-4a49-9f0e-2a7d1c3b8e99', name: 'Contoso TEST' }
    data.tenants.save(other)
    await checks.run(TENANT_ID)
    expect(await checks.drift(TENANT_ID, other.id)).toMatchObject({
      failure: { kind: 'InvalidInput', message: expect.stringContaining('Contoso TEST') as string },
    })
    await checks.run(other.id)
    const before = opened.length
    expect(await checks.drift(TENANT_ID, other.id)).toMatchObject({
      value: {
        first: { tenant: 'Contoso DEV', stale: null },
        second: { tenant: 'Contoso TEST' },
        differences: [],
        ok: true,
      },
    })
    expect(opened.length).toBe(before)
    expect(await checks.drift(TENANT_ID, TENANT_ID)).toMatchObject({ failure: { kind: 'InvalidInput' } })
  })
})

describe('the portal page of a row', () => {
  it('is the one the checks made for this tenant, and no other', async () => {
    const { checks } = aCheckService(KNOWN_END)
    await checks.run(TENANT_ID)
    const found = await checks.portalLink(TENANT_ID, 'A1.3', 'app-secrets')
    expect(found.ok && new URL(found.value.url).hostname).toBe('portal.azure.com')
    expect(found.ok && found.value.url).toContain(TENANT.clientId)
    expect(await checks.portalLink(TENANT_ID, 'A1.3', 'solutions')).toMatchObject({ failure: { kind: 'NotFound' } })
  })
})
