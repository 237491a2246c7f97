import { describe, expect, it } from 'vitest'
import { createMemorySecretStore } from '../../../../src/adapters/keychain/memory-secret-store.ts'
import type { CorePorts } from '../../../../src/core/ports/core-ports.ts'
import { isAudienceOf } from '../../../../src/core/setup/check-a1-1.ts'
import type { CheckRow } from '../../../../src/shared/model/check.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import {
  TENANT,
  aCheckService,
  USER,
  CLAIMS,
  notMember,
  notReached,
  type World,
  rowsOf,
  inDays,
} from '../../../support/check-world.ts'

describe('A3', () => {
  const NEW = { mappingProfile: 'standard', organizationId: null, detectedEnvironment: null } as const

  it.each<[string, Partial<Tenant>, Tenant['mappingProfile']]>([
    ['that nobody met before gets the profile its columns allow', NEW, 'hnt'],
    ['that was tested before keeps what was chosen then', { ...NEW, detectedEnvironment: 'DEV' }, 'standard'],
    ['whose organisation is known keeps what was chosen', { ...NEW, organizationId: USER.systemUserId }, 'standard'],
    ['with a profile of its choice keeps it', { ...NEW, mappingProfile: 'hunter' }, 'hunter'],
  ])('a tenant %s, and is judged by it', async (_who, tenant, profile) => {
    const { checks, data } = aCheckService({ tenant })
    const answer = await checks.run(TENANT.id)
    expect(data.tenants.get(TENANT.id)?.mappingProfile).toBe(profile)
    const row = answer.ok ? answer.value.rows.find(({ id }) => id === 'A3') : undefined
    expect(row?.detail).toContain(`Profile ${profile}.`)
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

describe('A1.2', () => {
  it('takes a token that D365 knows for accepted, whatever else is missing', async () => {
    expect((await rowsOf({ whoAmI: notMember }))['A1.2']?.status).toBe('passed')
  })

  it('says nothing of the token while D365 was not reached, and names the row that does', async () => {
    expect((await rowsOf({ whoAmI: notReached }))['A1.2']).toMatchObject({
      status: 'skipped',
      detail: expect.stringContaining('row A4') as string,
    })
  })
})

describe('A1.3', () => {
  it.each<[string, World, CheckRow['status'], RegExp]>([
    ['ends in 61 days', { tenant: { secretExpiresAt: inDays(61) } }, 'passed', /ends in 61 days/],
    ['ends in a little more than 60 days', { tenant: { secretExpiresAt: inDays(60.5) } }, 'passed', /ends in 60 days/],
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
