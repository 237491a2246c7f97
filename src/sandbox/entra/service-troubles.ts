import { problem } from './entra-error.ts'
import type { EntraProblem } from './entra-error.ts'

/** Status and error are what is usual for trouble that passes (unconfirmed). */
const passing = (number: number, text: string): EntraProblem => problem(503, 'temporarily_unavailable', number, text)
/** Status and error are unconfirmed. */
const cloud = (number: number, text: string): EntraProblem => problem(400, 'invalid_request', number, text)

/** Shown for a throttled tenant, and (body unconfirmed) for token storms: JSON, because MSAL heeds the pause of no other body. */
export const tooManyRequests = problem(
  429,
  'temporarily_unavailable',
  90_055,
  'The tenant is throttled because of too many incoming requests.',
)

export const transientTrouble = passing(90_033, 'A transient error has occurred. Please try again.')

/**
 * Troubles that no request brings about by itself; the control endpoint does, by these names.
 * Source: "Microsoft Entra authentication and authorization error codes".
 */
export const serviceTroubles = {
  transient: transientTrouble,
  'external-server': passing(90_006, 'The service is temporarily unavailable. Please retry the request.'),
  'request-budget': passing(90_024, 'A transient error has occurred: the request took too long. Please try again.'),
  'graph-retryable': passing(90_090, 'The service is temporarily unavailable.'),
  'tenant-throttled': tooManyRequests,
  'loop-detected': problem(
    400,
    'invalid_grant',
    50_196,
    'A client loop has been detected. Check that the app caches its tokens and handles errors: it has made too many of the same request in too short a period.',
  ),
  'national-cloud': cloud(
    90_038,
    'The specified tenant belongs to a national cloud that this cloud does not federate with.',
  ),
  'wrong-cloud': cloud(900_382, 'Confidential client is not supported in cross-cloud requests.'),
  'cross-cloud': cloud(900_432, 'Confidential Client is not supported in Cross Cloud request.'),
} as const satisfies Readonly<Record<string, EntraProblem>>

export type ServiceTrouble = keyof typeof serviceTroubles
