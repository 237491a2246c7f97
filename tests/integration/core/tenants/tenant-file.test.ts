import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aNewTenant } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'

const SECRET = 'canary~Q8secret-of-contoso-1234'

let harness: Harness
let file: string
beforeEach(async () => {
  harness = await startHarness()
  file = path.join(harness.dataDir, 'tenant.json')
})
afterEach(() => harness.close())

async function exported(): Promise<{ text: string; id: string }> {
  const { core } = harness
  const added = await core.tenants.add(aNewTenant(), SECRET)
  if (!added.ok) throw new Error(JSON.stringify(added.failure))
  const { id } = added.value
  await core.tenants.update(id, {
    network: { proxy: { mode: 'manual', url: 'http://proxy.example:8080', user: 'jane' }, extraCa: null },
    existingLeadPolicy: 'update',
    maxRetries: 1,
  })
  await core.tenants.setProxyPassword(id, 'proxy-password-canary')
  await core.tenants.setEnabled(id, true)
  expect(await core.tenants.exportProfile(id, file)).toEqual({ ok: true, value: { file } })
  return { text: readFileSync(file, 'utf8'), id }
}

it('brings a tenant’s profile to another console, without secrets and switched off', async () => {
  const { text, id } = await exported()
  for (const canary of [SECRET, 'proxy-password-canary', id]) expect(text).not.toContain(canary)
  const taken = await harness.core.tenants.importProfile(text)
  expect(taken).toMatchObject({ ok: false, failure: { reason: 'tenant_exists' } })
  expect(await harness.core.tenants.importProfile(text, { name: 'Carried over' })).toMatchObject({
    ok: true,
    value: {
      name: 'Carried over',
      d365Enabled: false,
      secretState: 'missing',
      hasProxyPassword: false,
      existingLeadPolicy: 'update',
      maxRetries: 1,
      network: { proxy: { mode: 'manual', url: 'http://proxy.example:8080', user: 'jane' } },
    },
  })
})

it.each<[string, (document: Record<string, unknown>, tenant: Record<string, unknown>) => unknown, RegExp]>([
  ['what is no JSON', () => 'tenant', /not a file/],
  ['another file', () => ({ name: 'x' }), /not a file/],
  ['a newer version', (document) => ({ ...document, version: 2 }), /version 2/],
  [
    'a stranger among the fields',
    (document, tenant) => ({ ...document, tenant: { ...tenant, secret: 'x' } }),
    /secret/,
  ],
  [
    'a base URL that is none of Dataverse',
    (document, tenant) => ({ ...document, tenant: { ...tenant, baseUrl: 'https://evil.example' } }),
    /not a Dataverse host/,
  ],
  [
    'a proxy with its password',
    (document, tenant) => ({
      ...document,
      tenant: {
        ...tenant,
        network: { proxy: { mode: 'manual', url: 'http://jane:pw@proxy.example', user: null }, extraCa: null },
      },
    }),
    /fields of their own/,
  ],
])('refuses %s and adds nothing', async (_what, change, says) => {
  const { text } = await exported()
  const document = JSON.parse(text) as Record<string, unknown>
  const tenant = { ...(document['tenant'] as Record<string, unknown>), name: 'Carried over' }
  const before = harness.data.tenants.list().length
  const refused = await harness.core.tenants.importProfile(JSON.stringify(change({ ...document, tenant }, tenant)))
  expect(refused).toMatchObject({ ok: false, failure: { message: expect.stringMatching(says) as string } })
  expect(harness.data.tenants.list()).toHaveLength(before)
})
