import type { ApplicationUserState } from '../dataverse/seed/application-user-state.ts'
import type { LimitSettings } from '../limits/limit-settings.ts'

/** Which requests a fault meets. All given parts must fit; without any, every request does. */
export interface FaultMatch {
  readonly method?: string
  /** Prefix of the path, e.g. `/api/data/v9.2/leads`. */
  readonly path?: string
  /** Regular expression, tried on path and query as sent. */
  readonly pathPattern?: string
  /** Logical name; fits requests on that table's entity set. */
  readonly table?: string
}

/**
 * What goes wrong.
 *
 * - `status`: answers `status` with Dataverse's error body instead of doing the work (or after it, with `afterCommit`)
 * - `html`, `message`, `empty`, `junk`: the odd bodies of gateways, with `status`
 * - `delay`: waits, then serves as usual; `silence`: never answers; `drip`: answers a byte at a time
 * - `cut-before-commit`, `cut-after-commit`: closes the connection without an answer
 * - `change`: tokens end, the application user or the limits become others before this request is served
 * - `truncate`: promises the whole body and cuts the connection in the middle of it
 */
export type FaultKind =
  | 'status'
  | 'html'
  | 'message'
  | 'empty'
  | 'junk'
  | 'delay'
  | 'silence'
  | 'drip'
  | 'cut-before-commit'
  | 'cut-after-commit'
  | 'truncate'
  | 'change'

/** What a `change` does; all that is given, before the request is looked at. */
export interface FaultChange {
  readonly expireTokens?: boolean
  readonly applicationUser?: ApplicationUserState
  readonly limits?: Partial<LimitSettings>
}

export interface Fault {
  readonly kind: FaultKind
  readonly status?: number
  /** Dataverse error code, e.g. `0x80072322`; many bring a status and a message of their own (`known-codes.ts`). */
  readonly code?: string
  readonly message?: string
  /** Seconds, or any text to send as it is; `date:<seconds>` sends an HTTP date that far ahead. */
  readonly retryAfter?: number | string
  readonly headers?: Readonly<Record<string, string>>
  /** Waits this long first, whatever the kind. */
  readonly delayMs?: number
  /** For kinds that replace the answer and for `silence`: do the work first. */
  readonly afterCommit?: boolean
  /** For `change`. */
  readonly change?: FaultChange
  /** For `drip`; one byte per this many milliseconds. */
  readonly intervalMs?: number
}

export interface FaultRequest {
  readonly match?: FaultMatch
  readonly fault: Fault
  /** Injections before the rule is used up; unlimited without it. */
  readonly count?: number
  /** Matching requests that pass unharmed first. */
  readonly skip?: number
  /** Share of matching requests that are met, 0 to 1, drawn from a seeded sequence. */
  readonly rate?: number
  readonly seed?: number
}

/** A rule in force, with what it has done so far. */
export interface FaultRule extends FaultRequest {
  readonly id: number
  readonly matched: number
  readonly injected: number
}
