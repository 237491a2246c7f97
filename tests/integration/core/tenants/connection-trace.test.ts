import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { Hop, TenantNetwork } from '../../../../src/shared/model/network.ts'
import type { TenantView } from '../../../../src/shared/model/tenant.ts'
import { startCompany as start, type Company } from '../../../support/company-network.ts'
import type { Harness } from '../../../support/core-harness.ts'
import type { CompanyProxyOptions } from '../../../support/intercepting-proxy.ts'
import { makeCertificate } from '../../../support/test-certificates.ts'

const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]()
})

async function startCompany(options: CompanyProxyOptions = {}): Promise<Company> {
  const company = await start(options)
  open.push(company)
  return company
}

async function trace({ core }: Harness, { id: tenantId }: Pick<TenantView, 'id'>) {
  const traced = await core.tenants.trace(tenantId)
  if (!traced.ok) throw new Error(JSON.stringify(traced.failure))
  return traced.value
}

const statuses = ({ hops }: Awaited<ReturnType<typeof trace>>): Record<Hop, string> =>
  Object.fromEntries(hops.map(({ hop, status }) => [hop, status])) as Record<Hop, string>

describe('the way to a tenant', () => {
  it('is passed hop by hop through a company’s proxy', async () => {
    const { harness, addTenant } = await startCompany()
    const traced = await trace(harness, await addTenant())
    expect(traced.failedAt).toBeNull()
    expect(new Set(Object.values(statuses(traced)))).toEqual(new Set(['passed']))
    expect(traced.hops.at(-1)).toMatchObject({ hop: 'dataverse', hosts: ['contoso.crm4.dynamics.com'] })
  })

  it('needs no proxy to the sandbox', async () => {
    const { harness } = await startCompany()
    expect(statuses(await trace(harness, harness.tenant))).toEqual({
      ...{ dns: 'passed', proxy: 'not_needed', connect: 'passed', tls: 'passed', entra: 'passed', dataverse: 'passed' },
    })
  })

  it.each<[string, () => Partial<TenantNetwork>, Hop, object]>([
    [
      'DNS, when nobody knows the proxy’s name',
      () => ({ proxy: { mode: 'manual', url: 'http://proxy.invalid:3128', user: null } }),
      'dns',
      { hosts: ['proxy.invalid:3128'] },
    ],
    [
      'the proxy, when its port is closed',
      () => ({ proxy: { mode: 'manual', url: 'http://127.0.0.1:1', user: null } }),
      'proxy',
      { hosts: ['127.0.0.1:1'], failure: { networkCode: 'ERR_PROXY_ECONNREFUSED' } },
    ],
    ['TLS, when nobody trusts the certificate', () => ({ extraCa: null }), 'tls', { failure: { isTls: true } }],
  ])('breaks at %s', async (_what, change, hop, seen) => {
    const { harness, addTenant } = await startCompany()
    const traced = await trace(harness, await addTenant(change()))
    expect(traced.failedAt).toBe(hop)
    expect(traced.hops.find((one) => one.hop === hop)).toMatchObject({ status: 'failed', ...seen })
    const after = traced.hops.slice(traced.hops.findIndex((one) => one.hop === hop) + 1)
    expect(new Set(after.map(({ status }) => status))).toEqual(new Set(['not_reached']))
  })

  it('breaks at the proxy, when it wants a password', async () => {
    const { harness, addTenant } = await startCompany({ credentials: 'jane:secret word' })
    const traced = await trace(harness, await addTenant())
    expect(traced.hops[1]).toMatchObject({ hop: 'proxy', failure: { networkCode: 'ERR_PROXY_AUTH' } })
    expect(traced.failedAt).toBe('proxy')
  })

  it('breaks at TLS for the one host whose certificate has run out, and names the reason', async () => {
    const hosts = ['contoso.crm4.dynamics.com', 'login.microsoftonline.com']
    const { harness, addTenant } = await startCompany({
      certificate: (issuer) =>
        makeCertificate({ commonName: 'x', hosts, issuer, validTo: new Date(Date.now() - 1_000) }),
    })
    const traced = await trace(harness, await addTenant())
    expect(traced).toMatchObject({ failedAt: 'tls' })
    expect(traced.hops.find(({ hop }) => hop === 'tls')?.failure).toMatchObject({ networkCode: 'CERT_HAS_EXPIRED' })
  })

  it('breaks at Entra ID, when the secret is wrong, with the way itself open', async () => {
    const { harness, addTenant } = await startCompany()
    const traced = await trace(harness, await addTenant({}, 'not-the-secret-at-all'))
    expect(traced.failedAt).toBe('entra')
    expect(statuses(traced)).toMatchObject({ tls: 'passed', entra: 'failed', dataverse: 'not_reached' })
    expect(traced.hops.find(({ hop }) => hop === 'entra')?.failure).toMatchObject({ aadsts: 7000215 })
  })

  it('breaks at the connection, when the port is closed and no proxy is on the way', async () => {
    const { harness } = await startCompany()
    const closed = await closedPort()
    const { info } = harness.sandbox
    Object.assign(harness.ports.sandbox, {
      info: () => {
        const baseUrl = `https://127.0.0.1:${String(closed)}`
        const caPem = readFileSync(info.caPath, 'utf8')
        return Promise.resolve({
          ok: true,
          value: { ...info, caPem, isShared: false, baseUrl, authority: `${baseUrl}/${info.tenantId}` },
        })
      },
    })
    const traced = await trace(harness, harness.tenant)
    expect(traced.failedAt).toBe('connect')
    expect(traced.hops[2]).toMatchObject({ hosts: [`127.0.0.1:${String(closed)}`], failure: { phase: 'connect' } })
  })
})

/** A port that was free a moment ago: nobody listens there. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
