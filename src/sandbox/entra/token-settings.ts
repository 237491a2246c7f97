/** What the control endpoint may change about tokens while the sandbox runs. */
export interface TokenSettings {
  lifetimeSeconds: number
  /** Sent as `refresh_in` when set; real replies for this grant usually have none. */
  refreshInSeconds: number | undefined
  /** A state of the app registration that makes the token endpoint refuse. */
  registration: 'ok' | 'secret-expired' | 'app-disabled' | 'consent-missing'
  /** A state of Entra itself: trouble that passes, the tenant throttled, or the tenant at home in another cloud. */
  service: 'ok' | 'transient' | 'tenant-throttled' | 'wrong-cloud'
  /** Token requests per minute before 429 with `Retry-After: 60`. */
  requestsPerMinute: number
}

export const defaultTokenSettings = (): TokenSettings => ({
  lifetimeSeconds: 3599,
  refreshInSeconds: undefined,
  registration: 'ok',
  service: 'ok',
  requestsPerMinute: Infinity,
})
