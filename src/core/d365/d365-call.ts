import type { Result } from '../../shared/lib/result.ts'
import type { Exchange } from '../../shared/model/exchange.ts'
import type { D365Failure, RequestIds } from '../../shared/model/failure.ts'
import type { ServiceHints } from './service-hints.ts'

/** What travels beside every call: how to stop it and who wants to see what was sent and answered. */
export interface CallContext {
  readonly signal?: AbortSignal
  /** Called once per HTTP exchange, also for failures; what it gets is redacted. */
  readonly onExchange?: (exchange: Exchange) => void
  /** Called once per answer of Dataverse with what it said of its limits. */
  readonly onHints?: (hints: ServiceHints) => void
}

export type D365Answer<T> = Promise<Result<T & { readonly requestIds: RequestIds }, D365Failure>>
