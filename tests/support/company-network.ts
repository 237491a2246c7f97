import { readFileSync } from 'node:fs'
import { startInterceptingProxy, type InterceptingProxy } from './intercepting-proxy.ts'
import { startSharedSandbox, type SharedSandbox } from './shared-sandbox.ts'

export interface CompanyNetwork extends AsyncDisposable {
  readonly sandbox: SharedSandbox
  readonly proxy: InterceptingProxy
}

/** A live tenant's world for a console in a process of its own: the sandbox plays Entra ID and Dataverse behind a company's proxy. */
export async function startCompanyNetwork(): Promise<CompanyNetwork> {
  const sandbox = await startSharedSandbox()
  const caPem = readFileSync(sandbox.info.caPath, 'utf8')
  const proxy = await startInterceptingProxy({ sandbox: { baseUrl: sandbox.info.baseUrl, caPem } })
  return {
    sandbox,
    proxy,
    [Symbol.asyncDispose]: async () => {
      await proxy[Symbol.asyncDispose]()
      await sandbox[Symbol.asyncDispose]()
    },
  }
}
