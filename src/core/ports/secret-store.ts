/** Why there is no keychain and what to do, one or two sentences each. */
export interface WhyUnavailable {
  readonly why: string
  readonly remedy: string
}

/** Whether the operating system's keychain can be used, and in plain words why not, in English and, under `tr`, in Turkish. */
export type SecretStoreAvailability =
  | { readonly isAvailable: true; readonly name: string }
  | ({ readonly isAvailable: false; readonly tr?: WhyUnavailable } & WhyUnavailable)

/**
 * The operating system's keychain. Accounts are `<tenant uuid>:<kind>` (`client-secret`, `certificate-key`) and `gate:signing-key`.
 * Every call has a deadline and rejects with SecretStoreUnavailable when the keychain cannot be reached; nothing is ever written elsewhere.
 */
export interface SecretStore {
  readonly availability: () => Promise<SecretStoreAvailability>
  readonly get: (account: string) => Promise<string | null>
  readonly set: (account: string, secret: string) => Promise<void>
  /** True when there was one. */
  readonly delete: (account: string) => Promise<boolean>
}

export class SecretStoreUnavailable extends Error {
  override readonly name = 'SecretStoreUnavailable'
}
