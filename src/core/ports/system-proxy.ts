/** A proxy to connect through; `url` is `http://host:port` or `https://host:port`, name and password stand apart. */
export interface ProxyHop {
  readonly url: string
  readonly user: string | null
  readonly password: string | null
}

/** What the desktop, or on the command line the desktop and then the environment, says about the way to an origin; null = direct. Never rejects. */
export interface SystemProxy {
  readonly find: (origin: string) => Promise<ProxyHop | null>
}
