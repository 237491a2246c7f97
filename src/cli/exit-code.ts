import { assertNever } from '../shared/lib/assert-never.ts'
import type { Failure, RefusalReason } from '../shared/model/failure.ts'

/** What the command line answers to its caller (docs/cli.md). */
export const EXIT = {
  fine: 0,
  /** It ran, and the outcome is bad. */
  bad: 1,
  /** Wrong usage, or refused by a rule. */
  refused: 2,
  /** Sign-in or permission. */
  access: 3,
  network: 4,
  internal: 5,
  interrupted: 130,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The exit code of a command that could not run because of this failure. */
export function exitCodeOf(failure: Failure): ExitCode {
  switch (failure.kind) {
    case 'Refused':
      return refusalCode(failure.reason)
    case 'InvalidInput':
    case 'NotFound':
    case 'D365NotFoundError':
    case 'D365DuplicateError':
    case 'D365ConcurrencyError':
    case 'D365ValidationError':
      return EXIT.refused
    case 'D365AuthenticationError':
    case 'D365PermissionError':
      return EXIT.access
    case 'D365RateLimitError':
    case 'D365APIError':
    case 'D365TimeoutError':
    case 'D365NetworkError':
      return EXIT.network
    case 'LocalDataError':
    case 'Bug':
      return EXIT.internal
    case 'Cancelled':
      return EXIT.interrupted
    default:
      return assertNever(failure, 'failure')
  }
}

/** Most refusals are rules; without a credential it is the sign-in that cannot happen, without a sandbox it is the connection. */
function refusalCode(reason: RefusalReason): ExitCode {
  if (reason === 'secret_missing' || reason === 'keychain_unavailable') return EXIT.access
  return reason === 'sandbox_unreachable' ? EXIT.network : EXIT.refused
}
