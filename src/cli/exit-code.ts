import type { Failure, FailureKind, RefusalReason } from '../shared/model/failure.ts'

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
  return failure.kind === 'Refused' ? refusalCode(failure.reason) : CODES[failure.kind]
}

const CODES: Readonly<Record<Exclude<FailureKind, 'Refused'>, ExitCode>> = {
  InvalidInput: EXIT.refused,
  NotFound: EXIT.refused,
  D365NotFoundError: EXIT.refused,
  D365DuplicateError: EXIT.refused,
  D365ConcurrencyError: EXIT.refused,
  D365ValidationError: EXIT.refused,
  D365AuthenticationError: EXIT.access,
  D365PermissionError: EXIT.access,
  D365RateLimitError: EXIT.network,
  D365APIError: EXIT.network,
  D365TimeoutError: EXIT.network,
  D365NetworkError: EXIT.network,
  LocalDataError: EXIT.internal,
  Bug: EXIT.internal,
  Cancelled: EXIT.interrupted,
}

/** Most refusals are rules; without a credential it is the sign-in that cannot happen, without a sandbox it is the connection. */
function refusalCode(reason: RefusalReason): ExitCode {
  if (reason === 'secret_missing' || reason === 'keychain_unavailable') return EXIT.access
  return reason === 'sandbox_unreachable' ? EXIT.network : EXIT.refused
}
