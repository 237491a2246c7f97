import { unusable } from '../../adapters/node/command-line-proxy.ts'
import { findDesktopProxy, type NamedDesktopProxy } from '../../adapters/node/desktop-proxy/find-desktop-proxy.ts'
import { createTransport } from '../../core/d365/http/axios-transport.ts'
import type { FindProxy } from '../../core/d365/http/proxy-route.ts'
import { failureOfTransport } from '../../core/d365/http/transport-failure.ts'
import type { SecretStore } from '../../core/ports/secret-store.ts'
import { adviseFailure } from '../../shared/advice/advise-failure.ts'
import { finding, type Finding } from './finding.ts'

const SIGN_IN = 'https://login.microsoftonline.com'
const LIMIT_MS = 8_000

export async function examineKeychain(store: SecretStore): Promise<Finding> {
  const state = await store.availability()
  return state.isAvailable
    ? finding('keychain', 'Keychain', 'passed', state.name)
    : finding('keychain', 'Keychain', 'warning', [state.why, state.remedy])
}

/** What the desktop says of proxies, and whether the command line can follow it. */
export async function examineDesktopProxy(
  find: () => Promise<NamedDesktopProxy | null> = findDesktopProxy,
): Promise<Finding> {
  const found = await find()
  const title = 'Desktop proxy'
  if (found === null) return finding('desktop-proxy', title, 'passed', 'no desktop whose settings can be read')
  const { desktop, proxy } = found
  if (proxy.mode === 'none') return finding('desktop-proxy', title, 'passed', `${desktop}: none`)
  if (proxy.mode === 'script' || proxy.hop === null) {
    const [what = '', ...rest] = unusable(found, null).split('; ')
    return finding('desktop-proxy', title, 'warning', [what, rest.join('; ')])
  }
  const { url, user } = proxy.hop
  const except = proxy.except.length === 0 ? '' : `, not for ${proxy.except.join(', ')}`
  const login = user === null ? '' : ', with a name and password'
  return finding('desktop-proxy', title, 'passed', `${desktop}: ${url}${login}${except}`)
}

/** Whether Entra ID's public sign-in can be reached the way a tenant's "system" goes. Sends no credential. */
export async function examineNetwork(findProxy: FindProxy, origin: string = SIGN_IN): Promise<Finding> {
  const hop = await findProxy(origin)
  const via = `${new URL(origin).host}${hop === null ? '' : ` through ${hop.url}`}`
  const transport = createTransport({ findProxy: () => Promise.resolve(hop) })
  try {
    const request = { origin, path: '/', method: 'GET', headers: {}, body: null, totalMs: LIMIT_MS } as const
    const outcome = await transport.send(request)
    // Whatever it answers, and even if it breaks off: it was reached.
    if (outcome.ok || outcome.failure.phase === 'answer') {
      return finding('network', 'Entra ID sign-in', 'passed', `${via} answers`)
    }
    const failure = failureOfTransport(outcome.failure, null)
    const { whatToDo } = adviseFailure(failure, 'en')
    const remedy = `Needed for tenants of your own only; the sandbox works without a network. ${whatToDo}`
    return finding('network', 'Entra ID sign-in', 'warning', [
      `${via}: ${failure.message.replace(/\.?$/, '.')}`,
      remedy,
    ])
  } finally {
    transport.close()
  }
}
