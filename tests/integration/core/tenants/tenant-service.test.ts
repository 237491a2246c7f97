import { afterEach, describe, expect, it } from 'vitest'
import { createMemorySecretStore } from '../../../../src/adapters/keychain/memory-secret-store.ts'
import type { SecretStore } from '../../../../src/core/ports/secret-store.ts'
import { createCoreEvents } from '../../../../src/core/core-events.ts'
import { rememberType } from '../../../../src/core/tenants/remember-type.ts'
import { DecisionRequestSchema, type DecisionRequest } from '../../../../src/shared/model/gate.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { aNewTenant, anAttempt, aRun, ORGANIZATION_ID } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'

const CANARY = 'canary-Secret~value/with+signs'
const NO_KEYCHAIN = { why: 'There is no Secret Service.', remedy: 'Install one.' }

const open: Harness[] = []
async function started(secrets: SecretStore = createMemorySecretStore()): Promise<Harness> {
  const harness = await startHarness({ secrets })
  open.push(harness)
  return harness
}
afterEach(async () => {
  for (const harness of open.splice(0)) await harness.close()
})

async function added({ core }: Harness, secret: string | null = CANARY) {
  const answer = await core.tenants.add(aNewTenant(), secret)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}

describe('adding a tenant', () => {
  it('stores profile and secret, with the feature flag off, and shows no secret', async () => {
    const harness = await started()
    const tenant = await added(harness)
    expect(tenant).toMatchObject({ d365Enabled: false, secretState: 'keychain', cloud: 'public', isActive: false })
    expect(await harness.ports.secrets.get(`${tenant.id}:client-secret`)).toBe(CANARY)
    const told = JSON.stringify([tenant, harness.log.lines, harness.data.activity.list({ limit: 50 })])
    expect(told).not.toContain(CANARY)
  })

  it.each([
    ['an address that is not Dataverse’s', { baseUrl: 'https://evil.example' }, CANARY, 'Refused'],
    ['a client id that is none', { clientId: 'abc' }, CANARY, 'InvalidInput'],
    ['a name that differs from another in case only', { name: 'SANDBOX' }, CANARY, 'Refused'],
    ['an empty secret', {}, '  \n', 'InvalidInput'],
    ['a pasted file for a secret', {}, 'a\nb', 'InvalidInput'],
  ])('with %s stores nothing at all', async (_what, over, secret, kind) => {
    const harness = await started()
    expect(await harness.core.tenants.add(aNewTenant(over), secret)).toMatchObject({ ok: false, failure: { kind } })
    expect(harness.data.tenants.list()).toHaveLength(1)
  })

  it('without a keychain stores neither half, and takes the secret for this session when asked to', async () => {
    const harness = await started(createMemorySecretStore({ unavailable: NO_KEYCHAIN }))
    const { tenants } = harness.core
    expect(await tenants.add(aNewTenant(), CANARY)).toMatchObject({
      ok: false,
      failure: { reason: 'keychain_unavailable' },
    })
    expect(harness.data.tenants.list()).toHaveLength(1)
    const kept = await tenants.add(aNewTenant(), CANARY, { sessionOnly: true })
    expect(kept).toMatchObject({ ok: true, value: { secretState: 'session' } })
  })
})

describe('a secret', () => {
  it('that replaces another makes older evidence stale; one for the session alone does not', async () => {
    const harness = await started()
    const tenant = await added(harness)
    const session = await harness.core.tenants.setSecret(tenant.id, `${CANARY}2`, { sessionOnly: true })
    expect(session).toMatchObject({ value: { changedAt: tenant.changedAt, secretState: 'session' } })
    const replaced = await harness.core.tenants.setSecret(tenant.id, `${CANARY}3`)
    expect(replaced.ok && replaced.value.changedAt > tenant.changedAt).toBe(true)
  })

  it('of the sandbox is its own and cannot be set', async () => {
    const { core, tenant } = await started()
    for (const answer of [
      await core.tenants.setSecret(tenant.id, CANARY),
      await core.tenants.deleteSecret(tenant.id),
      await core.tenants.remove(tenant.id),
    ]) {
      expect(answer).toMatchObject({ ok: false, failure: { reason: 'sandbox_is_fixed' } })
    }
  })
})

describe('removing a tenant', () => {
  it('deletes its secret, ends what waits, frees its name and keeps its history', async () => {
    const harness = await started()
    const { core, data, ports } = harness
    const tenant = await added(harness)
    await core.tenants.select(tenant.id)
    const attempt = anAttempt({ tenantId: tenant.id, state: 'waiting', delayMs: 60_000 })
    data.runs.save(aRun({ tenantId: tenant.id }))
    data.attempts.save(attempt)
    expect(await core.tenants.remove(tenant.id)).toMatchObject({ ok: true })
    expect(await ports.secrets.get(`${tenant.id}:client-secret`)).toBeNull()
    expect(data.attempts.listFor(tenant.id, attempt.domain)).toMatchObject([{ id: attempt.id, state: 'failed' }])
    expect(data.tenants.activeId()).toBe(harness.tenant.id)
    expect(await core.tenants.test(tenant.id)).toMatchObject({ failure: { reason: 'tenant_archived' } })
    expect((await added(harness)).id).not.toBe(tenant.id)
  })

  it('leaves its history read only: no check, no attestation, no decision about it or for it', async () => {
    const harness = await started()
    const { checks, gate, tenants } = harness.core
    const { id } = await added(harness)
    await tenants.remove(id)
    const decide = (over: Partial<DecisionRequest>) =>
      gate.decide(DecisionRequestSchema.parse({ tenantId: id, decision: 'NO-GO', reason: 'A rehearsal.', ...over }))
    const released = { tenantId: harness.tenant.id, decision: 'GO', approver: 'Ann', override: 'x' } as const
    for (const answer of [
      await checks.run(id),
      await checks.attest(id, 'P1', 'Ann', ''),
      await decide({}),
      await decide({ ...released, releasesTenantId: id }),
    ]) {
      expect(answer).toMatchObject({ ok: false, failure: { kind: 'Refused', reason: 'tenant_archived' } })
    }
    expect(await gate.log()).toMatchObject({ value: [] })
    expect(await decide({ tenantId: harness.tenant.id, override: 'because' })).toMatchObject({
      failure: { kind: 'InvalidInput', fields: [{ field: 'override' }] },
    })
  })

  it('works without a keychain where none was ever given a secret', async () => {
    const harness = await started(createMemorySecretStore({ unavailable: NO_KEYCHAIN }))
    const tenant = await added(harness, null)
    expect(await harness.core.tenants.remove(tenant.id)).toMatchObject({ ok: true })
  })
})

describe('what was learnt of an organisation', () => {
  const UNLIKE = {
    baseUrl: 'https://fabrikam.crm4.dynamics.com',
    entraTenantId: 'aaaaaaaa-2222-4333-8444-555555555555',
    clientId: 'bbbbbbbb-2222-4333-8444-555555555555',
  }

  it.each(Object.keys(UNLIKE) as (keyof typeof UNLIKE)[])(
    'is forgotten, an unlock with it, when %s leads elsewhere',
    async (name) => {
      const { core, data, tenant } = await withKnownOrganization({ detectedEnvironment: 'DEV' })
      await core.tenants.update(tenant.id, { name: 'Renamed' })
      expect(data.tenants.get(tenant.id)).toMatchObject({ organizationId: ORGANIZATION_ID, detectedEnvironment: 'DEV' })
      const changed = await core.tenants.update(tenant.id, { [name]: UNLIKE[name] })
      const unknown = { organizationId: null, detectedEnvironment: null, effectiveEnvironment: 'PROD' }
      expect(changed).toMatchObject({ ok: true, value: unknown })
      await core.tenants.unlock(tenant.id, 'Renamed')
      expect(await core.tenants.update(tenant.id, { [name]: tenant[name] })).toMatchObject({
        value: { unlockedUntil: null },
      })
    },
  )

  it('at the old address is not kept of a tenant that was moved while it was asked', async () => {
    const harness = await withKnownOrganization({ organizationId: null, detectedEnvironment: null })
    const asked = harness.tenant
    harness.data.tenants.save({ ...asked, baseUrl: UNLIKE.baseUrl })
    const deps = { ports: harness.ports, events: createCoreEvents(harness.log) }
    const said = { organizationId: ORGANIZATION_ID, organizationType: 'Developer' }
    expect(rememberType(deps, asked, said).detectedEnvironment).toBeNull()
    harness.data.tenants.save(asked)
    expect(rememberType(deps, asked, said)).toMatchObject({
      detectedEnvironment: 'DEV',
      organizationId: null,
    })
  })

  async function withKnownOrganization(over: Partial<Tenant>) {
    const harness = await started()
    const { id } = await added(harness)
    const tenant: Tenant = { ...harness.data.tenants.get(id)!, organizationId: ORGANIZATION_ID, ...over }
    harness.data.tenants.save(tenant)
    return { ...harness, tenant }
  }
})

describe('testing the sandbox', () => {
  it('proves token, user and organisation and stores what it learnt', async () => {
    const { core, tenant, data } = await started()
    const proof = await core.tenants.test(tenant.id)
    expect(proof).toMatchObject({ ok: true, value: { detectedEnvironment: 'DEV' } })
    const stored = data.tenants.get(tenant.id)
    expect(proof.ok && proof.value.organizationId).toBe(stored?.organizationId)
    expect(stored?.changedAt).toBe(tenant.changedAt)
  })

  it('refuses another organisation than before and keeps the old id', async () => {
    const { core, tenant, data } = await started()
    await core.tenants.test(tenant.id)
    const before = data.tenants.get(tenant.id)!
    const old = { ...before, organizationId: '9d0b7b3a-5c1e-4f7a-8a6e-0f2d5b1c7e44' }
    data.tenants.save(old)
    expect(await core.tenants.test(tenant.id)).toMatchObject({ ok: false, failure: { reason: 'organization_changed' } })
    expect(data.tenants.get(tenant.id)?.organizationId).toBe(old.organizationId)
  })

  it('that was given up is cancelled, not failed', async () => {
    const { core, tenant } = await started()
    expect(await core.tenants.test(tenant.id, AbortSignal.abort())).toMatchObject({
      ok: false,
      failure: { kind: 'Cancelled' },
    })
  })
})
