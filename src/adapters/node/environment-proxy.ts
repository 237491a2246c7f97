// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- a project that only imports this file sees the types no other way
/// <reference path="./proxy-from-env.d.ts" />
import { getProxyForUrl } from 'proxy-from-env'
import type { ProxyHop, SystemProxy } from '../../core/ports/system-proxy.ts'

/** The proxy variables (`HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case) as curl and most tools read them. */
export const environmentProxy: SystemProxy = {
  find: (origin) => Promise.resolve(readProxyAddress(getProxyForUrl(origin))),
}

/** Null for none and for what is no http proxy (SOCKS). */
export function readProxyAddress(text: string): ProxyHop | null {
  if (text === '' || !URL.canParse(text)) return null
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  return { url: url.origin, user: orNull(url.username), password: orNull(url.password) }
}

const orNull = (part: string): string | null => (part === '' ? null : decodeURIComponent(part))
