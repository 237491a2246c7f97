// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- a project that only imports this file sees the types no other way
/// <reference path="./proxy-from-env.d.ts" />
import { getProxyForUrl } from 'proxy-from-env'
import type { ProxyHop } from '../../core/ports/system-proxy.ts'

export const PROXY_VARIABLES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
])

/** What the proxy variables (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case) say of an origin; null = direct. */
export function environmentProxy(origin: string): ProxyHop | null {
  const address = getProxyForUrl(origin)
  const isAsWritten = PROXY_VARIABLES.some((name) => process.env[name]?.startsWith(address) === true)
  // An address without a scheme is an http proxy to curl and everybody else; the library takes the scheme of what is asked for.
  return readProxyAddress(isAsWritten ? address : address.replace(/^https:/, 'http:'))
}

/** Null for none and for what is no http proxy (SOCKS). */
function readProxyAddress(text: string): ProxyHop | null {
  if (text === '' || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  return { url: url.origin, user: orNull(url.username), password: orNull(url.password) }
}

const orNull = (part: string): string | null => (part === '' ? null : decodeURIComponent(part))
