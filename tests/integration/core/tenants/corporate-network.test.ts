import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTransport } from '../../../../src/core/d365/http/axios-transport.ts'
import { aNewTenant } from '../../../support/builders.ts'
import { startCompany as start, type Company } from '../../../support/company-network.ts'
import { startFakeHunter } from '../../../support/fake-hunter.ts'
import { PLAYED_HUNTER, PLAYED_ORGANISATION, type CompanyProxyOptions } from '../../../support/intercepting-proxy.ts'
import { makeCertificate, type TestCertificate } from '../../../support/test-certificates.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

async function startCompany(options: CompanyProxyOptions = {}): Promise<Company> {
  const company = await start(options)
  open.push(company)
  return company
}
const through = (url: string) => ({ find: () => Promise.resolve({ url, user: null, password: null }) })

describe('a tenant behind a company’s proxy', () => {
  it('is proven through a proxy that wants a password and opens TLS, with the company’s own authority trusted', async () => {
    const { harness, proxy, addTenant } = await startCompany({ credentials: 'jane:p%ss wörd' })
    const tenant = await addTenant({ proxy: { mode: 'manual', url: proxy.url, user: 'jane' } })
    const refused = await harness.core.tenants.test(tenant.id)
    expect(refused).toMatchObject({
      failure: { kind: 'D365NetworkError', networkCode: 'ERR_PROXY_AUTH', phase: 'connect' },
    })
    await harness.core.tenants.setProxyPassword(tenant.id, 'p%ss wörd')
    expect(await harness.core.tenants.test(tenant.id)).toMatchObject({
      ok: true,
      value: { detectedEnvironment: 'DEV' },
    })
    expect([...new Set(proxy.tunnels)].sort()).toEqual([
      'contoso.crm4.dynamics.com:443',
      'login.microsoftonline.com:443',
    ])
    expect(JSON.stringify(harness.log.lines)).not.toContain('wörd')
  })

  it('is added and proven at once with the password its proxy wants, and keeps neither when the proxy refuses it', async () => {
    const { harness, proxy, network } = await startCompany({ credentials: 'jane:p%ss wörd' })
    const { tenantId: entraTenantId, clientId, clientSecret } = harness.sandbox.info
    const connect = (proxyPassword: string) =>
      harness.core.tenants.connect({
        tenant: aNewTenant({ entraTenantId, clientId, baseUrl: PLAYED_ORGANISATION }),
        credential: { kind: 'secret', value: clientSecret },
        sessionOnly: false,
        network: { ...network, proxy: { mode: 'manual', url: proxy.url, user: 'jane' } },
        proxyPassword,
      })
    const before = harness.data.tenants.list().length
    expect(await connect('wrong wörd')).toMatchObject({ failure: { networkCode: 'ERR_PROXY_AUTH' } })
    expect(harness.data.tenants.list()).toHaveLength(before)

    const added = await connect('p%ss wörd')
    expect(added).toMatchObject({ ok: true, value: { tenant: { hasProxyPassword: true } } })
    const { id } = added.ok ? added.value.tenant : { id: '' }
    expect(await harness.core.tenants.test(id)).toMatchObject({ ok: true })
    expect(JSON.stringify(harness.log.lines)).not.toContain('wörd')
    expect(JSON.stringify(harness.data.activity.list({ limit: 500 }))).not.toContain('wörd')
  })

  it('goes the way the system names when it is told nothing else', async () => {
    const { harness, proxy, addTenant } = await startCompany()
    const tenant = await addTenant({ proxy: { mode: 'system' } })
    Object.assign(harness.ports.systemProxy, through(proxy.url))
    expect(await harness.core.tenants.test(tenant.id)).toMatchObject({ ok: true })
  })

  it('never sends the sandbox, which is on loopback, through a proxy', async () => {
    const { harness, proxy } = await startCompany()
    Object.assign(harness.ports.systemProxy, through(proxy.url))
    expect(await harness.core.tenants.test(harness.tenant.id)).toMatchObject({ ok: true })
    expect(proxy.tunnels).toEqual([])
  })

  it('is told that the proxy, not the server, cannot be reached', async () => {
    const { harness, addTenant } = await startCompany()
    const tenant = await addTenant({ proxy: { mode: 'manual', url: 'http://127.0.0.1:1', user: null } })
    expect(await harness.core.tenants.test(tenant.id)).toMatchObject({
      failure: { kind: 'D365NetworkError', networkCode: 'ERR_PROXY_ECONNREFUSED', phase: 'connect' },
    })
  })
})

describe('Hunter’s backend', () => {
  it('inside the company is asked through the tenant’s proxy, with the company’s own authority trusted', async () => {
    await using hunter = await startFakeHunter()
    const { harness, proxy, addTenant } = await startCompany({ hunterUrl: hunter.url })
    const { id } = await addTenant()
    await harness.core.checks.setHunterUrl(id, PLAYED_HUNTER)
    expect(await harness.core.checks.run(id, { row: 'B3.1' })).toMatchObject({ ok: true, value: { ok: true } })
    expect(hunter.seen.map(({ line }) => line)).toEqual(['GET /healthz/live', 'GET /healthz/ready'])
    expect(proxy.tunnels).toContain('hunter.contoso.example:443')
    expect(hunter.seen.filter(({ headers }) => 'authorization' in headers)).toEqual([])
  })

  it('whose certificate the tenant does not trust is told apart from one that is down', async () => {
    await using hunter = await startFakeHunter()
    const { harness, addTenant } = await startCompany({ hunterUrl: hunter.url })
    const { id } = await addTenant({ extraCa: null })
    await harness.core.checks.setHunterUrl(id, PLAYED_HUNTER)
    const checked = await harness.core.checks.run(id, { row: 'B3.1' })
    expect(checked).toMatchObject({ value: { rows: [{ status: 'failed' }] } })
    const row = checked.ok ? checked.value.rows[0] : null
    expect(row?.detail).toContain('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    expect(row?.remedy).toContain('extra CA file')
    expect(hunter.seen).toEqual([])
  })

  it('on this machine never meets a proxy', async () => {
    await using hunter = await startFakeHunter()
    const { harness, proxy, addTenant } = await startCompany()
    const { id } = await addTenant()
    await harness.core.checks.setHunterUrl(id, hunter.url)
    expect(await harness.core.checks.run(id, { row: 'B3.1' })).toMatchObject({ value: { ok: true } })
    expect(hunter.seen).toHaveLength(2)
    expect(proxy.tunnels.filter((to) => !/dynamics|microsoft/.test(to))).toEqual([])
  })
})

describe('the pool through a proxy', () => {
  it('holds 52 tunnels at most under 200 requests at once, and none of them fails for want of one', async () => {
    const { proxy } = await startCompany()
    const transport = createTransport({
      extraCa: proxy.authority.certPem,
      findProxy: through(proxy.url).find,
    })
    const request = {
      origin: PLAYED_ORGANISATION,
      path: '/api/data/v9.2/WhoAmI',
      method: 'GET',
      headers: {},
      body: null,
    } as const
    const answers = await Promise.all(Array.from({ length: 200 }, () => transport.send(request)))
    transport.close()
    expect(new Set(answers.map((answer) => (answer.ok ? answer.answer.status : answer.failure.kind)))).toEqual(
      new Set([401]),
    )
    expect(proxy.tunnels.length).toBeLessThanOrEqual(52)
    expect(transport.sockets().peak).toBeLessThanOrEqual(52)
  })
})

describe('a certificate that should not be trusted', () => {
  let stranger: TestCertificate
  beforeAll(() => {
    stranger = makeCertificate({ commonName: 'Nobody you know' })
  })
  const hosts = ['contoso.crm4.dynamics.com', 'login.microsoftonline.com']
  const past = new Date(Date.now() - 1_000)

  it.each([
    ['of an unknown authority', () => makeCertificate({ commonName: 'x', hosts, issuer: stranger })],
    ['that is signed by itself', () => makeCertificate({ commonName: 'x', hosts })],
    [
      'that has run out',
      (issuer: TestCertificate) => makeCertificate({ commonName: 'x', hosts, issuer, validTo: past }),
    ],
    [
      'for another host',
      (issuer: TestCertificate) => makeCertificate({ commonName: 'x', hosts: ['evil.example'], issuer }),
    ],
  ])('%s ends the connection before anything is sent', async (_what, certificate) => {
    const { harness, addTenant } = await startCompany({ certificate })
    const tenant = await addTenant()
    expect(await harness.core.tenants.test(tenant.id)).toMatchObject({
      failure: { kind: 'D365NetworkError', isTls: true, phase: 'connect' },
    })
  })

  it('is not trusted for one tenant because another one trusts it', async () => {
    const { harness, addTenant } = await startCompany()
    const tenant = await addTenant({ extraCa: null })
    expect(await harness.core.tenants.test(tenant.id)).toMatchObject({ failure: { isTls: true } })
  })
})

describe('a credential', () => {
  it('replaces the old one only once it has proven itself', async () => {
    const { harness, addTenant } = await startCompany()
    const { core, ports, sandbox } = harness
    const good = sandbox.info.clientSecret
    const tenant = await addTenant()
    const kept = () => ports.secrets.get(`${tenant.id}:client-secret`)
    const note = { description: 'second', expiresAt: '2028-01-01T00:00:00.000Z' }
    expect(await core.tenants.test(tenant.id)).toMatchObject({ ok: true })

    const wrong = await core.tenants.rotate(tenant.id, {
      credential: { kind: 'secret', value: 'not-the-secret-at-all' },
      note,
      sessionOnly: false,
    })
    expect(wrong).toMatchObject({ ok: false, failure: { kind: 'D365AuthenticationError', aadsts: 7000215 } })
    expect(await kept()).toBe(good)
    expect(harness.data.tenants.get(tenant.id)?.secretDescription).toBeNull()

    const right = await core.tenants.rotate(tenant.id, {
      credential: { kind: 'secret', value: ` ${good}\n` },
      note,
      sessionOnly: false,
    })
    expect(right).toMatchObject({
      ok: true,
      value: {
        tenant: { secretDescription: 'second', secretExpiresAt: note.expiresAt },
        proof: { detectedEnvironment: 'DEV' },
      },
    })
    expect(await kept()).toBe(good)
  })

  it('of a pasted .env connects a new tenant in one step, or leaves nothing behind', async () => {
    const { harness, proxy, addTenant } = await startCompany()
    const { core, sandbox, data } = harness
    const { tenantId, clientId, clientSecret } = sandbox.info
    Object.assign(harness.ports.systemProxy, through(proxy.url))
    const draft = await core.tenants.readConnection(
      `HUNTER_D365_BASE_URL=${PLAYED_ORGANISATION}/\nHUNTER_D365_TENANT_ID=${tenantId}\nHUNTER_D365_CLIENT_ID=${clientId}\nHUNTER_D365_CLIENT_SECRET='${clientSecret}'`,
    )
    if (!draft.ok) throw new Error('unread')
    expect(JSON.stringify(draft.value)).not.toContain(clientSecret)
    const input = {
      tenant: aNewTenant({ entraTenantId: tenantId, clientId, baseUrl: PLAYED_ORGANISATION }),
      credential: { kind: 'draft' as const, draftId: draft.value.draftId, passphrase: null },
      sessionOnly: false,
    }
    // The system's store does not know the company's authority: the proof fails, and nothing is kept.
    expect(await core.tenants.connect(input)).toMatchObject({ ok: false, failure: { isTls: true } })
    expect(data.tenants.list()).toHaveLength(1)
    const told = data.activity.list({ limit: 50 })
    expect(told.filter(({ name }) => name === 'd365_token_acquisition_failed')).toMatchObject([{ tenantId: null }])
    expect(told.filter(({ tenantId: of }) => of !== null && data.tenants.get(of) === null)).toEqual([])

    const twin = await addTenant()
    expect(await core.tenants.test(twin.id)).toMatchObject({ ok: true })
    const again = await core.tenants.add({ ...input.tenant, name: 'Contoso again' }, input.credential)
    expect(again).toMatchObject({ ok: true, value: { secretState: 'keychain', twins: ['Contoso DEV'] } })
    expect(await core.tenants.add({ ...input.tenant, name: 'third' }, input.credential)).toMatchObject({ ok: false })
  })

  it('brings its own way and its end along, so that the first test of a new tenant can pass', async () => {
    const { harness, network: asked } = await startCompany()
    const { tenantId: entraTenantId, clientId, clientSecret } = harness.sandbox.info
    const note = { description: null, expiresAt: '2031-01-01T00:00:00.000Z' }
    const added = await harness.core.tenants.connect({
      tenant: aNewTenant({ entraTenantId, clientId, baseUrl: PLAYED_ORGANISATION }),
      credential: { kind: 'secret', value: clientSecret },
      sessionOnly: false,
      note,
      network: asked,
    })
    if (!added.ok) throw new Error(JSON.stringify(added.failure))
    const { id, network, secretExpiresAt } = added.value.tenant
    expect({ proxy: network.proxy, secretExpiresAt }).toEqual({
      proxy: asked.proxy,
      secretExpiresAt: note.expiresAt,
    })
    const ofTenant = harness.data.activity.list({ tenantId: id, limit: 10 }).map(({ name }) => name)
    expect(ofTenant.toReversed()).toEqual(['tenant_added', 'd365_token_acquired', 'tenant_tested'])
  })
})
