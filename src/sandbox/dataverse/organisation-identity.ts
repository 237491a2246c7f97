import { randomBytes, randomUUID } from 'node:crypto'
import type { SettingsStore } from '../store/settings-store.ts'

/** Who this sandbox is: random per store, and kept over a reset, as a real environment keeps its ids. */
export interface OrganisationIdentity {
  readonly tenantId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly organizationId: string
  readonly environmentId: string
  readonly businessUnitId: string
  /** The application user's systemuserid. */
  readonly applicationUserId: string
  /** Object id of the service principal; the `oid` of tokens. */
  readonly servicePrincipalId: string
  readonly administratorId: string
  readonly integrationRoleId: string
  readonly customizerRoleId: string
  readonly administratorRoleId: string
  readonly teamId: string
  readonly currencyId: string
}

const idNames = [
  'tenantId',
  'clientId',
  'organizationId',
  'environmentId',
  'businessUnitId',
  'applicationUserId',
  'servicePrincipalId',
  'administratorId',
  'integrationRoleId',
  'customizerRoleId',
  'administratorRoleId',
  'teamId',
  'currencyId',
] as const

type IdName = (typeof idNames)[number]

/** Reads the identity from the settings, making on first use what is missing. */
export const ensureIdentity = (settings: SettingsStore): OrganisationIdentity => {
  const ids = Object.fromEntries(
    idNames.map((name) => [name, settings.ensure(`identity.${name}`, () => randomUUID())]),
  ) as Record<IdName, string>
  return { ...ids, clientSecret: settings.ensure('identity.clientSecret', makeSecret) }
}

/** Forty characters in the alphabet that Entra's generated secrets use. */
const makeSecret = (): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789~._-'
  return Array.from(randomBytes(40), (byte) => alphabet.charAt(byte % alphabet.length)).join('')
}
