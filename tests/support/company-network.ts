import { readFileSync } from 'node:fs'
import type { TenantNetwork } from '../../src/shared/model/network.ts'
import type { TenantView } from '../../src/shared/model/tenant.ts'
import { aNewTenant } from './builders.ts'
import { startHarness, type Harness } from './core-harness.ts'
import {
  PLAYED_ORGANISATION,
  startInterceptingProxy,
  type CompanyProxyOptions,
  type InterceptingProxy,
} from './intercepting-proxy.ts'
import { startSharedSandbox, type SharedSandbox } from './shared-sandbox.ts'

export interface CompanyNetwork extends AsyncDisposable {
  readonly sandbox: SharedSandbox
  readonly proxy: InterceptingProxy
}

/** A live tenant's world for a console in a process of its own: the sandbox plays Entra ID and Dataverse behind a company's proxy. */
export async function startCompanyNetwork(options: CompanyProxyOptions = {}): Promise<CompanyNetwork> {
  const sandbox = await startSharedSandbox()
  const caPem = readFileSync(sandbox.info.caPath, 'utf8')
  const proxy = await startInterceptingProxy({ baseUrl: sandbox.info.baseUrl, caPem }, options)
  return {
    sandbox,
    proxy,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
      await sandbox[Symbol.asyncDispose]()
    },
  }
}

export interface Company extends AsyncDisposable {
  readonly harness: Harness
  readonly proxy: InterceptingProxy
  /** Through the proxy, set by hand, with the company's authority trusted. */
  readonly network: TenantNetwork
  /** The sandbox's organisation under a real-looking address, reached by `network` unless told otherwise. */
  readonly addTenant: (network?: Partial<TenantNetwork>, secret?: string) => Promise<TenantView>
}

/** The same with the core in this process. */
export async function startCompany(options: CompanyProxyOptions = {}): Promise<Company> {
  const harness = await startHarness()
  const { info } = harness.sandbox
  const caPem = readFileSync(info.caPath, 'utf8')
  const proxy = await startInterceptingProxy({ baseUrl: info.baseUrl, caPem }, options)
  const network: TenantNetwork = {
    proxy: { mode: 'manual', url: proxy.url, user: null },
    extraCa: { fileName: 'company.pem', pem: proxy.authority.certPem },
  }
  return {
    harness,
    proxy,
    network,
    addTenant: async (over = {}, secret = info.clientSecret) => {
      const { tenants } = harness.core
      const { tenantId: entraTenantId, clientId } = info
      const added = await tenants.add(aNewTenant({ entraTenantId, clientId, baseUrl: PLAYED_ORGANISATION }), secret)
      if (!added.ok) throw new Error(JSON.stringify(added.failure))
      const changed = await tenants.update(added.value.id, { network: { ...network, ...over } })
      if (!changed.ok) throw new Error(JSON.stringify(changed.failure))
      return changed.value
    },
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
      await harness.close()
    },
  }
}
