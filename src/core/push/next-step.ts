import { OWNER } from '../leads/owner-body.ts'
import type { Failure, FailureKind } from '../../shared/model/failure.ts'
import { retryDelayMs } from './retry-delay.ts'

/** How one try of a push ended, when not well. */
export interface FailedTry {
  readonly failure: Failure
  /** A write left the house and nobody could say what became of it. */
  readonly isUnknown: boolean
  /** It was the way into the organisation that failed: nothing was said about this lead. */
  readonly concerns?: 'run'
}

export type NextStep =
  | { readonly kind: 'retry'; readonly delayMs: number }
  | { readonly kind: 'end'; readonly outcome: 'rejected' | 'refused' | 'failed' | 'unknown' }

/** What the policy knows beside the failure. `fraction` in [0, 1) is the jitter's chance. */
export interface RetryBudget {
  readonly retriesUsed: number
  readonly maxRetries: number
  readonly fraction: number
}

/** Pure: the one place that decides whether a push is tried again, and when. */
export function nextStep({ failure, isUnknown, concerns }: FailedTry, budget: RetryBudget): NextStep {
  if (isRetryable(failure) && budget.retriesUsed < budget.maxRetries) {
    return { kind: 'retry', delayMs: retryDelayMs(budget.retriesUsed, budget.fraction) }
  }
  return { kind: 'end', outcome: isUnknown ? 'unknown' : outcomeOf(failure, concerns) }
}

/** Trouble that may pass by itself; of network and server trouble only some does. */
const MAY_PASS: Readonly<Record<FailureKind, boolean>> = {
  D365RateLimitError: true,
  D365TimeoutError: true,
  D365NetworkError: true,
  D365APIError: true,
  D365AuthenticationError: false,
  D365PermissionError: false,
  D365NotFoundError: false,
  D365DuplicateError: false,
  D365ConcurrencyError: false,
  D365ValidationError: false,
  Refused: false,
  InvalidInput: false,
  NotFound: false,
  Cancelled: false,
  LocalDataError: false,
  Bug: false,
}

/** A broken certificate, a wrong secret or a missing right does not mend itself; a busy server may. */
export function isRetryable(failure: Failure): boolean {
  if (failure.kind === 'D365NetworkError') return !failure.isTls
  if (failure.kind === 'D365APIError') return failure.isTransient || !failure.isDefinite
  return MAY_PASS[failure.kind]
}

/** Asked once more, D365 would say the same. */
export const isLasting = (failure: Failure): boolean => failure.kind !== 'Cancelled' && !isRetryable(failure)

function outcomeOf(failure: Failure, concerns: FailedTry['concerns']): 'rejected' | 'refused' | 'failed' {
  if (failure.kind === 'Refused') return 'refused'
  if (concerns === 'run') return 'failed'
  if (failure.kind === 'D365ValidationError' || failure.kind === 'InvalidInput') return 'rejected'
  return failure.kind === 'D365APIError' && failure.isDefinite && !failure.isTransient ? 'rejected' : 'failed'
}

/** Trouble that every further lead of the run would meet as well: the run stops instead of asking again and again. */
export function stopsTheRun(failure: Failure): boolean {
  if (failure.kind === 'D365AuthenticationError' || isOfEveryRequest(failure) || isMissingPrivilege(failure))
    return true
  if (failure.kind === 'Refused') return failure.reason === 'organization_changed'
  if (failure.kind === 'D365ValidationError') return failure.column === OWNER
  return failure.kind === 'D365NetworkError' && failure.isTls
}

/** The application user is disabled or gone, or the organisation is disabled. Source: Microsoft Learn, "Web service error codes". */
const OF_EVERY_REQUEST: readonly string[] = ['0x80040225', '0x80072560', '0x8004a104']

/** Whatever is asked gets this answer, until somebody mends it in D365. */
export const isOfEveryRequest = (failure: Failure): boolean =>
  'code' in failure && OF_EVERY_REQUEST.includes(failure.code?.toLowerCase() ?? '')

/** A role lacks what every such write or question needs; access to one row alone names no privilege. */
export const isMissingPrivilege = (failure: Failure): boolean =>
  failure.kind === 'D365PermissionError' && failure.missingPrivilege !== null
