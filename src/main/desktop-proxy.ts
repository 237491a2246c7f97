import type { ProxyHop, SystemProxy } from '../core/ports/system-proxy.ts'

/** What Electron's session offers of it; usable once the app is ready. */
interface ProxyResolver {
  readonly resolveProxy: (url: string) => Promise<string>
}

/** The desktop's own setting for each address, scripts (PAC) included, as the browser part of Electron evaluates them. */
export const createDesktopProxy = (resolver: () => ProxyResolver): SystemProxy => ({
  find: async (origin) => readPacAnswer(await resolver().resolveProxy(origin)),
})

/**
 * The first way a PAC answer names that can be gone: `PROXY proxy.example:8080; DIRECT`. SOCKS is passed over.
 * Source: MDN, "Proxy Auto-Configuration (PAC) file", return value format.
 */
export function readPacAnswer(answer: string): ProxyHop | null {
  for (const part of answer.split(';')) {
    const [kind = '', host = ''] = part.trim().split(/\s+/)
    if (kind.toUpperCase() === 'DIRECT') return null
    const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' }[kind.toUpperCase()]
    if (scheme !== undefined && host !== '') return { url: `${scheme}://${host}`, user: null, password: null }
  }
  return null
}
