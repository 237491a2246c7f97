import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { tryJson, isRecord } from '../d365/read-error-body.ts'
import type { RawAnswer, Transport, TransportFailure } from '../d365/http/transport.ts'

/** What came of the newest request to Entra ID. */
export type EntraExchange =
  { readonly ok: true; readonly answer: RawAnswer } | { readonly ok: false; readonly failure: TransportFailure }

export interface EntraNetwork {
  readonly client: INetworkModule
  /** Of the newest request since `begin`; null before the first. */
  readonly last: () => EntraExchange | null
  readonly begin: () => void
  readonly calls: () => number
}

/** Entra ID answers within seconds or not at all. */
const TOTAL_MS = 30_000

/**
 * The sign-in library's requests over the tenant's own transport: same deadlines, same trust, nothing but the authority's own host.
 * The answer of the discovery document, which never changes while the process lives, is asked once.
 */
export function createEntraNetwork(transport: Transport, authority: string): EntraNetwork {
  const origin = new URL(authority).origin
  const documents = new Map<string, RawAnswer>()
  let last: EntraExchange | null = null
  let calls = 0

  const send = async (method: 'GET' | 'POST', address: string, options?: NetworkRequestOptions): Promise<RawAnswer> => {
    const url = new URL(address)
    // A discovery document could name another token endpoint; the secret goes to the authority or nowhere.
    if (url.origin !== origin) throw new Error(`The sign-in library asked for ${url.origin} instead of ${origin}.`)
    calls += 1
    const outcome = await transport.send({
      origin,
      path: url.pathname + url.search,
      method,
      headers: { Accept: 'application/json', ...options?.headers },
      body: options?.body ?? null,
      totalMs: TOTAL_MS,
    })
    last = outcome
    if (!outcome.ok) throw new Error('Entra ID could not be reached.')
    return outcome.answer
  }

  const get = async (address: string, options?: NetworkRequestOptions): Promise<RawAnswer> => {
    const known = documents.get(address)
    if (known !== undefined) return known
    const answer = await send('GET', address, options)
    if (answer.status === 200) documents.set(address, answer)
    return answer
  }

  return {
    client: {
      sendGetRequestAsync: async <T>(url: string, options?: NetworkRequestOptions) =>
        readable(await get(url, options)) as NetworkResponse<T>,
      sendPostRequestAsync: async <T>(url: string, options?: NetworkRequestOptions) =>
        readable(await send('POST', url, options)) as NetworkResponse<T>,
    },
    last: () => last,
    begin: () => {
      last = null
    },
    calls: () => calls,
  }
}

/** The library reads fields of the body without looking, so an unreadable one becomes an empty object. */
function readable(answer: RawAnswer): NetworkResponse<unknown> {
  const json = tryJson(answer.body)
  return { status: answer.status, headers: { ...answer.headers }, body: isRecord(json) ? json : {} }
}
