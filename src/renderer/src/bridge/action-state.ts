import type { Result } from '../../../shared/lib/result.ts'
import type { Failure } from '../../../shared/model/failure.ts'

/** One thing the admin asked for: nothing yet, under way, or refused with a failure to show. */
export type ActionState =
  { readonly status: 'idle' } | { readonly status: 'busy' } | { readonly status: 'failed'; readonly failure: Failure }

export const IDLE: ActionState = { status: 'idle' }
export const BUSY: ActionState = { status: 'busy' }

export const actionAfter = (result: Result<unknown, Failure>): ActionState =>
  result.ok ? IDLE : { status: 'failed', failure: result.failure }

export const failureOf = (action: ActionState): Failure | null => (action.status === 'failed' ? action.failure : null)
