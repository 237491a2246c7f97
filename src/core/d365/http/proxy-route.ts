import type { Agent } from 'node:http'
import { Agent as HttpsAgent, type AgentOptions } from 'node:https'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { isLoopback } from '../../is-loopback.ts'
import type { ProxyHop } from '../../ports/system-proxy.ts'

/** How one origin is reached: through a proxy, or directly (null). */
export type FindProxy = (origin: string) => Promise<ProxyHop | null>

/** The proxy on the way to an origin; null = direct. */
export const findWay = (origin: string, findProxy: FindProxy | undefined): Promise<ProxyHop | null> =>
  findProxy === undefined || isLoopback(new URL(origin).hostname) ? Promise.resolve(null) : findProxy(origin)

/** The agent for an origin; one per way out, each with the same bounded pool. Loopback never meets a proxy, whatever is set. */
export interface Routes {
  readonly agentFor: (origin: string) => Promise<Agent>
  readonly agents: () => readonly Agent[]
  readonly destroy: () => void
}

export function createRoutes(options: AgentOptions, findProxy: FindProxy | undefined): Routes {
  const agents = new Map<string, Agent>()
  return {
    agentFor: async (origin) => {
      const hop = await findWay(origin, findProxy)
      const key = hop === null ? 'direct' : `${hop.url} ${hop.user ?? ''} ${hop.password ?? ''}`
      const known = agents.get(key)
      if (known !== undefined) return known
      const agent = hop === null ? new HttpsAgent(options) : tunnel(hop, options)
      agents.set(key, agent)
      return agent
    },
    agents: () => [...agents.values()],
    destroy: () => agents.forEach((agent) => agent.destroy()),
  }
}

/** What the proxy answered to CONNECT, as an error of a connection: its answer must never be taken for the server's. */
class ProxyRefused extends Error {
  override readonly name = 'ProxyRefused'
  readonly code: string

  constructor(status: number, schemes: string) {
    const offered = schemes === '' ? '' : `; it asks for ${schemes}`
    super(
      status === 407
        ? `The proxy wants a name and password (407${offered}).`
        : `The proxy refused the connection (${String(status)}).`,
    )
    this.code = status === 407 ? 'ERR_PROXY_AUTH' : 'ERR_PROXY_REFUSED'
  }
}

function tunnel({ url, user, password }: ProxyHop, options: AgentOptions): Agent {
  const address = new URL(url)
  address.username = encodeURIComponent(user ?? '')
  address.password = encodeURIComponent(password ?? '')
  const agent = new TunnelAgent(address.href, options)
  agent.on('proxyConnect', (connect: ProxyAnswer) => {
    if (connect.statusCode !== 200) throw new ProxyRefused(connect.statusCode, schemesOf(connect))
  })
  return agent
}

interface ProxyAnswer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
}

const schemesOf = ({ headers }: ProxyAnswer): string =>
  [headers['proxy-authenticate'] ?? []]
    .flat()
    .map((scheme) => scheme.split(' ')[0] ?? '')
    .join(', ')

/** The event by which a request says that its connection is being made through a proxy: from here on the connect deadline runs. */
export const TUNNELLING = 'hunter-tunnelling'

class TunnelAgent extends HttpsProxyAgent<string> {
  constructor(proxy: string, options: AgentOptions) {
    super(proxy, options)
    // The library keeps them for the connection to the proxy only; trust is about the server behind it.
    Object.assign(this.options, options)
  }

  override async connect(...[request, options]: Parameters<HttpsProxyAgent<string>['connect']>) {
    request.emit(TUNNELLING)
    try {
      return await super.connect(request, options)
    } catch (error) {
      throw asProxyTrouble(error)
    }
  }
}

/** A name that is not found or a port that is shut is the proxy's here, not the server's; the code keeps Node's word behind its own. */
function asProxyTrouble(error: unknown): unknown {
  if (error instanceof ProxyRefused || !(error instanceof Error)) return error
  const code = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN'
  return Object.assign(new Error(`The proxy cannot be reached: ${error.message}`, { cause: error }), {
    code: `ERR_PROXY_${code}`,
  })
}
