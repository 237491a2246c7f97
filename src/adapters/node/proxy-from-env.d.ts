declare module 'proxy-from-env' {
  /** The proxy for an address by the variables of this process; '' = none. */
  export function getProxyForUrl(url: string): string
}
