import type { ProxyHop, SystemProxy } from '../../core/ports/system-proxy.ts'
import { isExcepted } from './desktop-proxy/desktop-proxy.ts'
import { findDesktopProxy, type NamedDesktopProxy } from './desktop-proxy/find-desktop-proxy.ts'
import { environmentProxy } from './environment-proxy.ts'

interface Sources {
  readonly desktop: () => Promise<NamedDesktopProxy | null>
  readonly environment: (origin: string) => ProxyHop | null
}

const OWN: Sources = { desktop: findDesktopProxy, environment: environmentProxy }

/**
 * The system's proxy where there is no window: what the desktop's settings name, else the proxy variables. A script (PAC) is not evaluated, and
 * said so. `tell` gets one sentence for every way that is not simply direct, before it is first gone, never with a password.
 */
export function createCommandLineProxy(tell: (sentence: string) => void, sources: Sources = OWN): SystemProxy {
  const told = new Set<string>()
  const tellOnce = (sentence: string): void => {
    if (told.has(sentence)) return
    told.add(sentence)
    tell(sentence)
  }
  let reading: Promise<NamedDesktopProxy | null> | null = null
  return {
    find: async (origin) => {
      const found = await (reading ??= sources.desktop())
      const { host } = new URL(origin)
      if (found?.proxy.mode === 'manual' && found.proxy.hop !== null) {
        const hop = isExcepted(host, found.proxy) ? null : found.proxy.hop
        if (hop !== null) tellOnce(`Proxy for ${host}: ${hop.url} (settings of ${found.desktop}).`)
        return hop
      }
      const hop = sources.environment(origin)
      if (found !== null && found.proxy.mode !== 'none') tellOnce(unusable(found, hop))
      if (hop !== null) tellOnce(`Proxy for ${host}: ${hop.url} (proxy variables).`)
      return hop
    },
  }
}

/** What the desktop wants and the command line cannot do, and what to do about it. */
export function unusable({ desktop, proxy }: NamedDesktopProxy, instead: ProxyHop | null): string {
  const place = proxy.mode === 'script' && proxy.url !== null ? ` at ${proxy.url}` : ''
  const what =
    proxy.mode === 'script'
      ? `${desktop} names a proxy script (PAC${place}), which the command line does not evaluate`
      : `${desktop} names a SOCKS proxy, which is not supported`
  const now = instead === null ? 'connections go out directly' : 'the proxy variables are used'
  return `${what}; ${now}. If that fails, set the tenant’s proxy by hand (tenant network) or HTTPS_PROXY.`
}
