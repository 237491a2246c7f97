import { createHash, randomInt } from 'node:crypto'
import type { RequestHeaders } from '../dataverse/operation.ts'

const cookieName = 'ARRAffinity'

/** The cookie value of one web server. */
const valueOf = (organizationId: string, server: number): string =>
  createHash('sha256').update(`${organizationId}:${server}`).digest('hex')

/**
 * Which web server takes the request: the one of the affinity cookie, else any.
 * Source: "Send parallel requests", server affinity.
 */
export class Affinity {
  private readonly organizationId: string
  private readonly byValue = new Map<string, number>()
  private readonly cookies: string[] = []

  constructor(organizationId: string) {
    this.organizationId = organizationId
  }

  choose(headers: RequestHeaders, servers: number): number {
    if (servers <= 1) return 0
    const cookie = headers.get('cookie')
    if (cookie !== undefined) {
      const value = new RegExp(`${cookieName}=([0-9a-f]+)`).exec(cookie)?.[1]
      const server = value === undefined ? undefined : this.find(value, servers)
      if (server !== undefined) return server
    }
    return randomInt(servers)
  }

  /** The cookies that pin the client to this server. */
  setCookies(server: number): readonly string[] {
    const cookie = `${cookieName}=${this.valueFor(server)};Path=/;HttpOnly;Secure`
    return [
      cookie,
      `ReqClientId=${this.organizationId}; path=/; secure; HttpOnly`,
      `orgId=${this.organizationId}; path=/; secure; HttpOnly`,
    ]
  }

  private valueFor(server: number): string {
    const known = this.cookies[server]
    if (known !== undefined) return known
    const value = valueOf(this.organizationId, server)
    this.cookies[server] = value
    this.byValue.set(value, server)
    return value
  }

  private find(value: string, servers: number): number | undefined {
    for (let server = 0; server < servers; server += 1) this.valueFor(server)
    const server = this.byValue.get(value)
    return server !== undefined && server < servers ? server : undefined
  }
}
