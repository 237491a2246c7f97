/** A proxy to connect through; `url` is `http://host:port` or `https://host:port`, name and password stand apart. */
export interface ProxyHop {
  readonly url: string
  readonly user: string | null
  readonly password: string | null
}

/** What the desktop (window) or the environment (command line) says about the way to an origin; null = direct. Never rejects. */
export interface SystemProxy {
  readonly find: (origin: string) => Promise<ProxyHop | null>
}
