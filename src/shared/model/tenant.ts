import { z } from 'zod'
import { CertificateSchema, CredentialNoteSchema, GivenCredentialSchema } from './credential.ts'
import { MappingProfileNameSchema, OwnMappingSchema } from './mapping.ts'
import { ProxyPasswordSchema, TenantNetworkSchema } from './network.ts'

export const EnvironmentSchema = z.enum(['DEV', 'TEST', 'PROD'])
export type Environment = z.infer<typeof EnvironmentSchema>

export const CloudSchema = z.enum(['public', 'gcc', 'gcc-high', 'dod', 'china'])
export type Cloud = z.infer<typeof CloudSchema>

export const MatchKeySchema = z.enum(['subject', 'website', 'email'])
export type MatchKey = z.infer<typeof MatchKeySchema>

/** What to do with a lead that is already in D365: leave it (the runbook's rule) or send the changed fields. */
export const ExistingLeadPolicySchema = z.enum(['skip', 'update'])
export type ExistingLeadPolicy = z.infer<typeof ExistingLeadPolicySchema>

/** Who owns the leads a push creates; null = the application user, Dataverse's own default. `name` is for people only. */
export const OwnerSchema = z.strictObject({
  kind: z.enum(['user', 'team']),
  id: z.guid().toLowerCase(),
  name: z.string().max(200),
})
export type Owner = z.infer<typeof OwnerSchema>
/** Users, and as many teams again, that one search answers. */
export const MOST_OWNERS_OF_A_KIND = 20

/** Waits double from one minute, so that ten retries last most of a day's work. */
export const MOST_RETRIES = 10
export const MaxRetriesSchema = z
  .int()
  .min(0, `There are 0 to ${MOST_RETRIES} retries.`)
  .max(MOST_RETRIES, `There are 0 to ${MOST_RETRIES} retries.`)
export const DEFAULT_RETRIES = 3

/** A named connection, as stored. Holds no secret: that lies in the keychain under `<id>:<kind>`. Times are ISO 8601 UTC. */
export const TenantSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['sandbox', 'live']),
  name: z.string().min(1).max(80),
  environment: EnvironmentSchema,
  cloud: CloudSchema,
  entraTenantId: z.guid(),
  clientId: z.guid(),
  /** Origin without path or trailing slash, `https://org.crm4.dynamics.com`. */
  baseUrl: z.string(),
  apiVersion: z.string().regex(/^v\d+\.\d+$/),
  /** The model-driven app a record link opens in, or null for the default app. */
  appId: z.guid().nullable(),
  credential: z.enum(['secret', 'certificate']),
  d365Enabled: z.boolean(),
  mappingProfile: MappingProfileNameSchema,
  /** The admin's own profile; kept while another one is chosen, so that going back loses nothing. */
  ownMapping: OwnMappingSchema.nullable(),
  existingLeadPolicy: ExistingLeadPolicySchema,
  /** Further tries of a lead after trouble that may pass; a pause D365 asked for is none of them. */
  maxRetries: MaxRetriesSchema.default(DEFAULT_RETRIES),
  matchKeys: z.array(MatchKeySchema).min(1),
  linkForm: z.enum(['modern', 'classic']),
  owner: OwnerSchema.nullable(),
  /** From WhoAmI, once connected; sync state is keyed by it. */
  organizationId: z.guid().nullable(),
  /** Read from the organisation (OrganizationType); an unknown type is stored as PROD; null before the first connection. */
  detectedEnvironment: EnvironmentSchema.nullable(),
  secretDescription: z.string().nullable(),
  /** End of the client secret as the admin noted it, or of the certificate. */
  secretExpiresAt: z.iso.datetime().nullable(),
  /** Set while `credential` is `certificate`. */
  certificate: CertificateSchema.nullable(),
  network: TenantNetworkSchema,
  /** Place in the list, from 0; the sandbox stands before all. */
  position: z.int(),
  /** Moves when profile or credential change: evidence older than this is stale. */
  changedAt: z.iso.datetime(),
  createdAt: z.iso.datetime(),
  archivedAt: z.iso.datetime().nullable(),
})
export type Tenant = z.infer<typeof TenantSchema>

type EnvironmentFacts = Pick<Tenant, 'kind' | 'environment' | 'detectedEnvironment'>

/** A live organisation that was not asked yet what it is; the sandbox is known to be none that anybody works with. */
export const isTypeUnknown = ({ kind, detectedEnvironment }: Pick<Tenant, 'kind' | 'detectedEnvironment'>): boolean =>
  kind === 'live' && detectedEnvironment === null

/** The tenant as its profile says, for a rule that is asked before the organisation can be and once more after. */
export const asDeclared = <T extends EnvironmentFacts>(tenant: T): T => ({
  ...tenant,
  detectedEnvironment: tenant.detectedEnvironment ?? tenant.environment,
})

/** Declared milder than PROD and held for PROD all the same, until a test has read what the organisation is. */
export const isProdUntilTested = (tenant: EnvironmentFacts): boolean =>
  tenant.environment !== 'PROD' && isTypeUnknown(tenant)

/** The stricter of what the admin declared and what the organisation says of itself; what is not known counts as PROD. */
export function effectiveEnvironment(tenant: EnvironmentFacts): Environment {
  if (isTypeUnknown(tenant) || tenant.environment === 'PROD' || tenant.detectedEnvironment === 'PROD') return 'PROD'
  return tenant.environment
}

/** What an admin gives to add a tenant; the secret travels beside it, never in it. */
export const NewTenantSchema = z.strictObject({
  name: z.string().trim().min(1, 'Give the tenant a name.').max(80),
  environment: EnvironmentSchema,
  entraTenantId: z
    .guid('The tenant id is a GUID: Azure portal, app registration, Overview, "Directory (tenant) ID".')
    .toLowerCase(),
  clientId: z
    .guid('The client id is a GUID: Azure portal, app registration, Overview, "Application (client) ID".')
    .toLowerCase(),
  baseUrl: z
    .string()
    .trim()
    .min(1, 'Give the base URL of the environment, for example https://yourorg.crm4.dynamics.com.'),
  apiVersion: z
    .string()
    .regex(/^v\d+\.\d+$/, 'The API version looks like v9.2.')
    .default('v9.2'),
})
export type NewTenant = z.output<typeof NewTenantSchema>

/** A new tenant with what it signs in with and how it is reached. */
export const NewConnectionSchema = z.strictObject({
  tenant: NewTenantSchema,
  /** Null: to be given later. */
  credential: GivenCredentialSchema.nullable(),
  sessionOnly: z.boolean(),
  /** What is known of the credential; without it nothing is noted. */
  note: CredentialNoteSchema.optional(),
  /** Without it the system's proxy and the usual certificates. */
  network: TenantNetworkSchema.optional(),
  /** Of the proxy that `network` names; for the keychain, or this session's memory. */
  proxyPassword: ProxyPasswordSchema.optional(),
})
export type NewConnection = z.output<typeof NewConnectionSchema>

/** What may be changed about a tenant; what is absent stays. The sandbox's address and ids are its own. */
export const TenantChangesSchema = z
  .strictObject({
    ...NewTenantSchema.shape,
    apiVersion: z.string().regex(/^v\d+\.\d+$/, 'The API version looks like v9.2.'),
    appId: z.guid('The app id is a GUID.').nullable(),
    mappingProfile: MappingProfileNameSchema,
    existingLeadPolicy: ExistingLeadPolicySchema,
    maxRetries: MaxRetriesSchema,
    matchKeys: z.array(MatchKeySchema).min(1),
    linkForm: z.enum(['modern', 'classic']),
    secretDescription: z.string().trim().max(200).nullable(),
    secretExpiresAt: z.iso.datetime().nullable(),
    network: TenantNetworkSchema,
  })
  .partial()
export type TenantChanges = z.output<typeof TenantChangesSchema>

/** Where the tenant's credential is: `session` = memory only, gone at the end of this process; `built-in` = the sandbox's own. */
export const SecretStateSchema = z.enum(['keychain', 'session', 'missing', 'built-in', 'keychain-unavailable'])
export type SecretState = z.infer<typeof SecretStateSchema>

/** What a screen may see of a tenant. */
export const TenantViewSchema = z.strictObject({
  ...TenantSchema.shape,
  effectiveEnvironment: EnvironmentSchema,
  secretState: SecretStateSchema,
  isActive: z.boolean(),
  /** Whether a password for the manual proxy is kept; it can be set and forgotten, never read. */
  hasProxyPassword: z.boolean(),
  /** Names of other tenants whose organisation is the same; pushes of both make one lead, but each keeps its own account of it. */
  twins: z.array(z.string()),
  /** PROD only: until when writes may be started; null = locked. Never set on DEV and TEST. */
  unlockedUntil: z.iso.datetime().nullable(),
})
export type TenantView = z.infer<typeof TenantViewSchema>

/** The proof of a connection, in the order it is made: token, WhoAmI, organisation. */
export const ConnectionProofSchema = z.strictObject({
  tokenLength: z.int(),
  tokenExpiresAt: z.iso.datetime(),
  userId: z.guid(),
  userFullName: z.string().nullable(),
  organizationId: z.guid(),
  organizationName: z.string().nullable(),
  detectedEnvironment: EnvironmentSchema.nullable(),
})
export type ConnectionProof = z.infer<typeof ConnectionProofSchema>

/** A tenant and what was just proven of it. `twins`: names of other tenants that lead to the same organisation. */
export const ProvenTenantSchema = z.strictObject({
  tenant: TenantViewSchema,
  proof: ConnectionProofSchema,
  twins: z.array(z.string()),
})
export type ProvenTenant = z.infer<typeof ProvenTenantSchema>
