/**
 * What an AADSTS number means for the next step; a number that is not here is a matter of configuration.
 * Source: Microsoft Learn, "Microsoft Entra authentication and authorization error codes" and "OAuth 2.0 client credentials flow"; the HTTP
 * status of several is unconfirmed, so the number is read first.
 */
export type AadstsCase = 'configuration' | 'transient' | 'throttled'

const CASES: ReadonlyMap<number, AadstsCase> = new Map<number, AadstsCase>([
  [7000215, 'configuration'],
  [7000222, 'configuration'],
  [7000218, 'configuration'],
  [7000216, 'configuration'],
  [700016, 'configuration'],
  [7000112, 'configuration'],
  [90002, 'configuration'],
  [500011, 'configuration'],
  [70011, 'configuration'],
  [700022, 'configuration'],
  [65001, 'configuration'],
  [9001023, 'configuration'],
  [90124, 'configuration'],
  [50196, 'configuration'],
  [90038, 'configuration'],
  [900382, 'configuration'],
  [900432, 'configuration'],
  [90006, 'transient'],
  [90024, 'transient'],
  [90033, 'transient'],
  [90090, 'transient'],
  [90055, 'throttled'],
])

export const aadstsCase = (aadsts: number | null): AadstsCase | null =>
  aadsts === null ? null : (CASES.get(aadsts) ?? null)

/** For tests and the decoder: every number this console knows. */
export const KNOWN_AADSTS: readonly number[] = [...CASES.keys()]
