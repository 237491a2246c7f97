import { afterEach, describe, expect, it, vi } from 'vitest'
import { authorityOf } from '../../../src/core/entra/authority.ts'
import { ok } from '../../../src/shared/lib/result.ts'
import type { Cloud } from '../../../src/shared/model/tenant.ts'
import { aNewTenant } from '../../support/builders.ts'
import { discoveryOf, SECRET, signInAt } from '../../support/console-at.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'
import { openTransport, startTlsServer } from '../../support/tls-server.ts'

const GUID = '99999999-8888-4777-8666-555555555555'

describe('the sign-in host', () => {
  it.each<[Cloud, string]>([
    ['public', 'https://login.microsoftonline.com'],
    ['gcc', 'https://login.microsoftonline.com'],
    ['gcc-high', 'https://login.microsoftonline.us'],
    ['dod', 'https://login.microsoftonline.us'],
    ['china', 'https://login.partner.microsoftonline.cn'],
  ])('of the cloud %s is %s', (cloud, origin) => {
    expect(authorityOf(cloud, GUID.toUpperCase())).toBe(`${origin}/${GUID}`)
  })
})

describe('a directory (tenant) id that is no GUID is refused before anything is asked', () => {
  const wrong = [
    'common',
    'organizations',
    'contoso.onmicrosoft.com',
    '',
    ' ',
    `${GUID}/../common`,
    `${GUID}/oauth2`,
    `../${GUID}`,
    `//evil.example/${GUID}`,
    `https://evil.example/${GUID}`,
    `@evil.example/${GUID}`,
    `${GUID}@evil.example`,
    `${GUID}?x=1`,
    `${GUID}#x`,
    `${GUID}\n`.repeat(2),
    `${GUID}%2f..`,
    GUID.replace('9', '９'),
    GUID.replaceAll('-', ''),
    GUID.slice(0, -1),
  ]
  let harness: Harness | null = null
  afterEach(async () => {
    await harness?.close()
    harness = null
  })

  it('when a tenant is added and when it is changed', async () => {
    harness = await startHarness()
    const { tenants } = harness.core
    const added = await tenants.add(aNewTenant({ entraTenantId: GUID }), null)
    if (!added.ok) throw new Error(JSON.stringify(added.failure))
    for (const entraTenantId of wrong) {
      expect(await tenants.add(aNewTenant({ name: 'Another', entraTenantId }), null), entraTenantId).toMatchObject({
        failure: { kind: 'InvalidInput', fields: [{ field: 'entraTenantId' }] },
      })
      expect(await tenants.update(added.value.id, { entraTenantId }), entraTenantId).toMatchObject({ ok: false })
    }
    expect(harness.data.tenants.get(added.value.id)?.entraTenantId).toBe(GUID)
  })
})

describe('an authority that names another server', () => {
  it.each(['token_endpoint', 'issuer', 'authorization_endpoint', 'jwks_uri'])(
    'in %s leads no request and no secret there',
    async (name) => {
      await using trap = await startTlsServer()
      await using entra = await startTlsServer()
      entra.answerWith((_request, response) =>
        response.end(discoveryOf(`${entra.origin}/${GUID}`, { [name]: `${trap.origin}/${GUID}/oauth2/v2.0/token` })),
      )
      using transport = openTransport({ trust: entra.trust })
      expect(await signInAt(entra.origin, transport).acquire()).toMatchObject({ ok: false })
      expect(trap.seen).toEqual([])
      expect(entra.seen.length).toBeGreaterThan(0)
    },
  )

  it('as the sandbox’s is not asked at all', async () => {
    await using trap = await startTlsServer()
    const harness = await startHarness()
    const { info } = harness.ports.sandbox
    const changed = async (): ReturnType<typeof info> => {
      const told = await info()
      return told.ok ? ok({ ...told.value, authority: `${trap.origin}/${GUID}` }) : told
    }
    Object.assign(harness.ports.sandbox, { info: changed })
    expect(await harness.core.tenants.test(harness.tenant.id)).toMatchObject({
      failure: { kind: 'Refused', reason: 'base_url_refused' },
    })
    expect(trap.seen).toEqual([])
    await harness.close()
  })
})

it('the sign-in library writes nothing anywhere, whether it succeeds or fails', async () => {
  const token = 'canary-access-token'
  const written: string[] = []
  const note = (...words: readonly unknown[]): boolean => written.push(words.map(String).join(' ')) > 0
  for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, name).mockImplementation(note)
  }
  await using entra = await startTlsServer()
  using transport = openTransport({ trust: entra.trust })
  for (const [status, body] of [
    [200, { token_type: 'Bearer', expires_in: 3599, access_token: token }],
    [401, { error: 'invalid_client', error_description: `AADSTS7000215: ${SECRET}`, error_codes: [7000215] }],
  ] as const) {
    entra.answerWith((request, response) => {
      const isPost = request.method === 'POST'
      response.writeHead(isPost ? status : 200, { 'content-type': 'application/json' })
      response.end(isPost ? JSON.stringify(body) : discoveryOf(`${entra.origin}/${GUID}`))
    })
    const acquired = await signInAt(entra.origin, transport).acquire()
    expect(acquired.ok).toBe(status === 200)
    if (!acquired.ok) expect(acquired.failure.message).not.toContain(SECRET)
  }
  expect(written).toEqual([])
})
