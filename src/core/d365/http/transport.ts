/** One request as it goes on the wire. `path` begins with a slash and stays under `origin`. */
export interface RawRequest {
  readonly origin: string
  readonly path: string
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly signal?: AbortSignal
  /** Total deadline of this request in milliseconds; default: the transport's. */
  readonly totalMs?: number
}

/** Header names are lower case; repeated headers are joined by `, `, as Node does. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Why no whole answer came. `connect`: no byte of the request left this machine; `answer`: it may have been carried out. */
export type TransportFailure =
  | { readonly kind: 'timeout'; readonly phase: 'connect' | 'answer'; readonly afterMs: number }
  | { readonly kind: 'cancelled'; readonly phase: 'connect' | 'answer' }
  | {
      readonly kind: 'network'
      readonly phase: 'connect' | 'answer'
      readonly code: string | null
      readonly message: string
      readonly isTls: boolean
    }

export type TransportOutcome =
  { readonly ok: true; readonly answer: RawAnswer } | { readonly ok: false; readonly failure: TransportFailure }

/** How many connections a transport held since it was made; `limit` is the most it may hold at once. */
export interface SocketGauge {
  readonly limit: number
  readonly peak: number
  /** Most requests that waited for a connection at the same time. */
  readonly peakWaiting: number
}

/** Sends requests of one tenant over its own bounded pool of kept-alive connections. Never throws, never follows a redirect. */
export interface Transport {
  readonly send: (request: RawRequest) => Promise<TransportOutcome>
  /** Destroys sockets; running requests end as cancelled. */
  readonly close: () => void
  /** After sleep every connection may be dead: running requests end as broken, and the next ones connect anew. */
  readonly cut: () => void
  /** Closes once the running requests have ended; new ones are still served until then. */
  readonly retire: () => void
  readonly sockets: () => SocketGauge
}
