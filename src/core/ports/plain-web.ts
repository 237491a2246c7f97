/** One request to Hunter's backend. It carries no token, no secret and no cookie; there is nowhere to put one. */
export interface PlainRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  /** JSON, or null for none. */
  readonly body: string | null
  /** For connecting and answering together, in milliseconds. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export type PlainOutcome =
  /** A redirect is an answer like any other: it is never followed. `body` is cut at 64 KiB. */
  | { readonly ok: true; readonly status: number; readonly body: string }
  /** `code`: Node's error code (`ECONNREFUSED`, …), `ERR_PROXY_…`, `timeout`, `cancelled`, or null. `isTls`: a certificate was not accepted. */
  | { readonly ok: false; readonly code: string | null; readonly message: string; readonly isTls?: boolean }

/** Plain HTTP without credentials, for a Hunter backend on this machine; it meets no proxy. Never throws. */
export interface PlainWeb {
  readonly ask: (request: PlainRequest) => Promise<PlainOutcome>
}
