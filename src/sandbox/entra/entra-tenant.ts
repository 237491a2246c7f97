import { defaultTokenSettings } from './token-settings.ts'
import { SigningKeys } from './signing-key.ts'
import type { OrganisationIdentity } from '../dataverse/organisation-identity.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import type { TokenSettings } from './token-settings.ts'

/** Dynamics CRM's own application id, which may stand for the organisation as an audience. */
export const dynamicsApplicationId = '00000007-0000-0000-c000-000000000000'

/** The directory: one tenant, one app registration, one key. */
export class EntraTenant {
  readonly identity: OrganisationIdentity
  readonly keys: SigningKeys
  readonly settings: TokenSettings
  readonly now: () => number
  /** Certificates (PEM) that may sign client assertions. */
  readonly certificates: string[] = []
  /** Tokens of earlier generations count as expired. */
  generation = 0
  /** Sabotage: any secret is as good as the real one. */
  acceptsAnySecret = false
  private readonly isOrganisationOrigin: (origin: string) => boolean
  private windowStart = 0
  private requestsInWindow = 0

  constructor(options: {
    identity: OrganisationIdentity
    settings: SettingsStore
    now: () => number
    isOrganisationOrigin: (origin: string) => boolean
  }) {
    this.identity = options.identity
    this.keys = new SigningKeys(options.settings)
    this.settings = defaultTokenSettings()
    this.now = options.now
    this.isOrganisationOrigin = options.isOrganisationOrigin
  }

  isTenant(name: string): boolean {
    return name.toLowerCase() === this.identity.tenantId || name.toLowerCase() === 'sandbox.example'
  }

  /** The organisation under any of its addresses, with or without a slash at the end. */
  isKnownResource(resource: string): boolean {
    if (resource.toLowerCase() === dynamicsApplicationId) return true
    return this.isOrganisationOrigin(resource.replace(/\/$/, ''))
  }

  /** Counts a token request; true once a minute has had more than its share. */
  isStorming(): boolean {
    const now = this.now()
    if (now - this.windowStart >= 60_000) {
      this.windowStart = now
      this.requestsInWindow = 0
    }
    this.requestsInWindow += 1
    return this.requestsInWindow > this.settings.requestsPerMinute
  }
}
