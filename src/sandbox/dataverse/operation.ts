import type { Caller } from './security/caller.ts'
import type { Organisation } from './organisation.ts'

/** Header names in lower case; one value each. */
export type RequestHeaders = ReadonlyMap<string, string>

/** One Web API request, alone or as a part of a batch; nothing in it knows of sockets. */
export interface Operation {
  readonly method: string
  /** Path behind `/api/data/v9.x/`, still percent-encoded. */
  readonly resourcePath: string
  /** Decoded query options, `@aliases` among them. */
  readonly query: ReadonlyMap<string, string>
  readonly headers: RequestHeaders
  /** The raw body; empty when there is none. */
  readonly body: Buffer
}

/** What every operation may need. */
export interface OperationContext {
  readonly organisation: Organisation
  readonly caller: Caller
  /** `https://127.0.0.1:P`, as the client addressed it. */
  readonly origin: string
  /** `https://127.0.0.1:P/api/data/v9.2/` */
  readonly serviceRoot: string
  readonly preferences: Preferences
  /** `MSCRM.SuppressDuplicateDetection: false`: duplicate detection rules are asked before a write. */
  readonly detectsDuplicates: boolean
}

/** The `Prefer` header, understood. */
export interface Preferences {
  readonly returnRepresentation: boolean
  /** `odata.include-annotations`, as patterns; empty when not asked for. */
  readonly annotations: readonly string[]
  readonly maxPageSize: number | undefined
  readonly continueOnError: boolean
}

export type HeaderValues = Readonly<Record<string, string | readonly string[]>>

/** An answer before it is written to a socket or into a batch. */
export interface Reply {
  readonly status: number
  readonly headers: HeaderValues
  readonly body: string | Buffer
  /** Address of the row that was written, for references inside a change set. */
  readonly entityUri?: string
}

/** What befalls one operation of a batch: an answer instead of its own, before it is done or after. */
export interface Disturbance {
  readonly reply: Reply
  readonly isDone: boolean
}

/** Asked before each operation of a batch, with its path and query below the host. */
export type Disturb = (method: string, url: string) => Disturbance | undefined

export const jsonType = 'application/json; odata.metadata=minimal'

export const jsonReply = (status: number, value: unknown, headers: HeaderValues = {}): Reply => ({
  status,
  headers: { 'Content-Type': jsonType, ...headers },
  body: JSON.stringify(value),
})

export const emptyReply = (status: number, headers: HeaderValues = {}): Reply => ({ status, headers, body: '' })

/** A `$count`: plain text behind a byte order mark. Source: "Retrieve a table row using the Web API", navigation property values. */
export const countReply = (count: number): Reply => textReply(200, `\ufeff${count}`)

export const textReply = (status: number, body: string, contentType = 'text/plain; charset=utf-8'): Reply => ({
  status,
  headers: { 'Content-Type': contentType },
  body,
})
