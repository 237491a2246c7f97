export interface InjectedFault {
  readonly ruleId: number
  readonly kind: string
}

/** One request as it was served; what the control endpoint tells a test that asks what really happened. */
export interface ServedRequest {
  readonly sequence: number
  readonly at: string
  /** Empty for a head that could not be read. */
  readonly method: string
  /** Path and query, at most 2,000 characters of it; secrets are only ever in bodies and headers, which are not kept. */
  readonly url: string
  readonly table: string | null
  readonly clientRequestId: string | null
  readonly requestId: string | null
  readonly userAgent: string | null
  readonly prefer: string | null
  readonly ifMatch: string | null
  readonly ifNoneMatch: string | null
  readonly bodyBytes: number
  readonly durationMs: number
  /** What was sent; `null` when nothing was. */
  readonly status: number | null
  readonly retryAfter: string | null
  /** Whether the operation ran, whatever became of its answer. */
  readonly processed: boolean
  readonly fault: InjectedFault | null
  /** What befell the operations of a batch, by their number in it, from 1. */
  readonly partFaults: readonly (InjectedFault & { readonly part: number })[]
  /** Requests of any kind under way when this one arrived, itself included. */
  readonly underWay: number
}

/** Requests kept; older ones are forgotten, so that memory stays flat. */
const keptRequests = 20_000

/** Characters kept of an address or header. */
const keptCharacters = 2_000

/** Copied by way of bytes: a mere slice would keep the whole text in memory. */
const shortened = (text: string | null): string | null =>
  text === null || text.length <= keptCharacters ? text : `${Buffer.from(text.slice(0, keptCharacters)).toString()}…`

/** The newest requests in a ring; long texts are cut, so that its memory is bounded whatever clients send. */
export class RequestLog {
  private readonly ring: ServedRequest[] = []
  private sequence = 0

  add(entry: Omit<ServedRequest, 'sequence'>): void {
    this.ring[this.sequence % keptRequests] = {
      ...entry,
      url: shortened(entry.url) ?? '',
      clientRequestId: shortened(entry.clientRequestId),
      userAgent: shortened(entry.userAgent),
      prefer: shortened(entry.prefer),
      ifMatch: shortened(entry.ifMatch),
      ifNoneMatch: shortened(entry.ifNoneMatch),
      sequence: this.sequence,
    }
    this.sequence += 1
  }

  /** A request that was turned away before any part of the sandbox looked at it. */
  addRefused(seen: { at: string; method: string; url: string; status: number }): void {
    this.add({
      ...seen,
      table: null,
      clientRequestId: null,
      requestId: null,
      userAgent: null,
      prefer: null,
      ifMatch: null,
      ifNoneMatch: null,
      bodyBytes: 0,
      durationMs: 0,
      retryAfter: null,
      processed: false,
      fault: null,
      partFaults: [],
      underWay: 0,
    })
  }

  /** Requests from sequence number `since` on, oldest first. */
  list(since = 0): readonly ServedRequest[] {
    const first = Math.max(since, this.sequence - keptRequests, 0)
    const entries: ServedRequest[] = []
    for (let at = first; at < this.sequence; at += 1) {
      const entry = this.ring[at % keptRequests]
      if (entry) entries.push(entry)
    }
    return entries
  }

  get next(): number {
    return this.sequence
  }

  clear(): void {
    this.ring.length = 0
    this.sequence = 0
  }
}
