import { serviceTroubles } from './service-troubles.ts'
import type { ServiceTrouble } from './service-troubles.ts'

/** States of the app registration; all but the first make the token endpoint refuse. */
const registrations = ['ok', 'secret-expired', 'app-disabled', 'consent-missing', 'public-client'] as const

/** What the control endpoint may change about tokens while the sandbox runs. */
export interface TokenSettings {
  lifetimeSeconds: number
  /** Sent as `refresh_in` when set; real replies for this grant usually have none. */
  refreshInSeconds: number | undefined
  registration: (typeof registrations)[number]
  /** A trouble of Entra itself. */
  service: 'ok' | ServiceTrouble
  /** Token requests per minute before 429 with `Retry-After: 60`. */
  requestsPerMinute: number
}

/** The words that settings take. */
export const tokenChoices: Readonly<Record<'registration' | 'service', readonly string[]>> = {
  registration: registrations,
  service: ['ok', ...Object.keys(serviceTroubles)],
}

export const defaultTokenSettings = (): TokenSettings => ({
  lifetimeSeconds: 3599,
  refreshInSeconds: undefined,
  registration: 'ok',
  service: 'ok',
  requestsPerMinute: Infinity,
})
