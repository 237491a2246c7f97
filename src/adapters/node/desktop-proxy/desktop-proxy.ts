import type { ProxyHop } from '../../../core/ports/system-proxy.ts'

/**
 * What a desktop's settings say of proxies for https. `script`: a PAC file, `url` null where it is looked for in the network; nothing here
 * evaluates one. `manual`: `hop` null where only SOCKS is set; `except` are globs of host names that are reached directly, and `isLocalDirect`
 * does the same for names without a dot.
 */
export type DesktopProxy =
  | { readonly mode: 'none' }
  | { readonly mode: 'script'; readonly url: string | null }
  | {
      readonly mode: 'manual'
      readonly hop: ProxyHop | null
      readonly except: readonly string[]
      readonly isLocalDirect: boolean
    }

export const NO_PROXY: DesktopProxy = { mode: 'none' }

/** A proxy by host and port, as settings hold it; null where either lacks. */
export function hopAt(host: string | undefined, port: string | undefined): ProxyHop | null {
  const isWhole = host !== undefined && host !== '' && Number(port) > 0
  return isWhole ? { url: `http://${host}:${port ?? ''}`, user: null, password: null } : null
}

/** Whether the settings let this host be reached without their proxy. */
export function isExcepted(
  host: string,
  { except, isLocalDirect }: Extract<DesktopProxy, { mode: 'manual' }>,
): boolean {
  return (
    (isLocalDirect && !host.includes('.')) || except.some((glob) => matches(host.toLowerCase(), glob.toLowerCase()))
  )
}

function matches(host: string, glob: string): boolean {
  const parts = glob.split('*').map((part) => part.replace(/[^a-z0-9]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`).test(host)
}
