import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the stand-in for Hunter's API behaves; changed while it runs. Shapes and order of refusals: hunter-facts 1.5 and 1.6. */
export interface HunterState {
  isD365On: boolean
  isReady: boolean
  environment: string
  /** Null = this version has no test route. */
  tokenLength: number | null
  redirectsTo: string | null
}

export interface FakeHunter extends AsyncDisposable {
  readonly url: string
  readonly state: HunterState
  /** Every request: method, path and headers. */
  readonly seen: readonly { readonly line: string; readonly headers: IncomingMessage['headers'] }[]
}

/** Hunter's API as far as the console asks it, on loopback; nothing is pushed by it, whatever it is sent. */
export async function startFakeHunter(over: Partial<HunterState> = {}): Promise<FakeHunter> {
  const state: HunterState = {
    isD365On: true,
    isReady: true,
    environment: 'development',
    tokenLength: null,
    redirectsTo: null,
    ...over,
  }
  const seen: { line: string; headers: IncomingMessage['headers'] }[] = []
  const server = createServer((request, response) => {
    const line = `${request.method ?? ''} ${request.url ?? ''}`
    seen.push({ line, headers: request.headers })
    const [status, body] = answerTo(line, state)
    const location = state.redirectsTo === null ? {} : { location: state.redirectsTo }
    response.writeHead(state.redirectsTo === null ? status : 307, { 'content-type': 'application/json', ...location })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${String(port)}`,
    state,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function answerTo(line: string, state: HunterState): readonly [number, unknown] {
  switch (line) {
    case 'GET /healthz/live':
      return [200, { status: 'alive' }]
    case 'GET /healthz/ready': {
      const checks = { database: true, redis: state.isReady }
      return state.isReady ? [200, { status: 'ready', checks }] : [503, { detail: 'Redis is not ready', checks }]
    }
    case 'GET /healthz':
      return [200, { status: 'ok', database: true, redis: state.isReady, environment: state.environment }]
    case 'POST /api/v1/d365/push-lead':
      return state.isD365On
        ? [400, { detail: 'Either lead_id or domain must be provided' }]
        : [403, { detail: 'D365 integration is disabled. Set HUNTER_D365_ENABLED=true' }]
    case 'GET /test/d365-token':
      return state.tokenLength === null
        ? [404, { detail: 'Not Found' }]
        : [200, { status: 'ok', token_length: state.tokenLength }]
    default:
      return [404, { detail: 'Not Found' }]
  }
}
