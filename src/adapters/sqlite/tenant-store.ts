import type Database from 'better-sqlite3'
import type { TenantStore } from '../../core/ports/stores.ts'
import { TenantSchema, type Tenant } from '../../shared/model/tenant.ts'
import { fromFlag, fromJson, toFlag, toJson } from './row-values.ts'

interface TenantRow {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly environment: string
  readonly cloud: string
  readonly entra_tenant_id: string
  readonly client_id: string
  readonly base_url: string
  readonly api_version: string
  readonly app_id: string | null
  readonly credential: string
  readonly d365_enabled: number
  readonly mapping_profile: string
  readonly own_mapping: string | null
  readonly existing_lead_policy: string
  readonly max_retries: number
  readonly match_keys: string
  readonly link_form: string
  readonly owner: string | null
  readonly organization_id: string | null
  readonly detected_environment: string | null
  readonly secret_description: string | null
  readonly secret_expires_at: string | null
  readonly certificate: string | null
  readonly network: string
  readonly position: number
  readonly changed_at: string
  readonly created_at: string
  readonly archived_at: string | null
}

const SAVE = `
INSERT INTO tenants (
  id, kind, name, environment, cloud, entra_tenant_id, client_id, base_url, api_version, app_id, credential, d365_enabled,
  mapping_profile, own_mapping, existing_lead_policy, max_retries, match_keys, link_form, owner, organization_id,
  detected_environment, secret_description, secret_expires_at, certificate, network, position, changed_at,
  created_at, archived_at
) VALUES (
  @id, @kind, @name, @environment, @cloud, @entra_tenant_id, @client_id, @base_url, @api_version, @app_id, @credential,
  @d365_enabled, @mapping_profile, @own_mapping, @existing_lead_policy, @max_retries, @match_keys, @link_form, @owner, @organization_id,
  @detected_environment, @secret_description, @secret_expires_at, @certificate, @network, @position,
  @changed_at, @created_at, @archived_at
) ON CONFLICT (id) DO UPDATE SET
  kind = excluded.kind, name = excluded.name, environment = excluded.environment, cloud = excluded.cloud,
  entra_tenant_id = excluded.entra_tenant_id, client_id = excluded.client_id, base_url = excluded.base_url,
  api_version = excluded.api_version, app_id = excluded.app_id, credential = excluded.credential,
  d365_enabled = excluded.d365_enabled, mapping_profile = excluded.mapping_profile,
  own_mapping = excluded.own_mapping, existing_lead_policy = excluded.existing_lead_policy,
  max_retries = excluded.max_retries, match_keys = excluded.match_keys,
  link_form = excluded.link_form, owner = excluded.owner, organization_id = excluded.organization_id,
  detected_environment = excluded.detected_environment, secret_description = excluded.secret_description,
  secret_expires_at = excluded.secret_expires_at, certificate = excluded.certificate, network = excluded.network,
  position = excluded.position, changed_at = excluded.changed_at, created_at = excluded.created_at,
  archived_at = excluded.archived_at
`

/** Tenants, and which of them is active; the sandbox is listed first, the rest in the order the admin gave them. */
export function createTenantStore(db: Database.Database): TenantStore {
  const save = db.prepare<[TenantRow]>(SAVE)
  const byId = db.prepare<[string], TenantRow>('SELECT * FROM tenants WHERE id = ?')
  const byName = db.prepare<[string], TenantRow>('SELECT * FROM tenants WHERE name = ? AND archived_at IS NULL')
  const all = db.prepare<[number], TenantRow>(
    `SELECT * FROM tenants WHERE archived_at IS NULL OR ? = 1 ORDER BY kind = 'sandbox' DESC, position, created_at, name`,
  )
  const activeId = db.prepare<[], { tenant_id: string }>('SELECT tenant_id FROM active_tenant')
  const setActive = db.prepare<[string]>(
    `INSERT INTO active_tenant (only_row, tenant_id) VALUES (1, ?)
     ON CONFLICT (only_row) DO UPDATE SET tenant_id = excluded.tenant_id`,
  )
  const orNull = (row: TenantRow | undefined) => (row === undefined ? null : toTenant(row))
  return {
    list: (options) => all.all(options?.withArchived === true ? 1 : 0).map(toTenant),
    get: (id) => orNull(byId.get(id)),
    findByName: (name) => orNull(byName.get(name)),
    save: (tenant) => void save.run(toRow(tenant)),
    activeId: () => activeId.get()?.tenant_id ?? null,
    setActive: (id) => void setActive.run(id),
  }
}

const toRow = (tenant: Tenant): TenantRow => ({
  id: tenant.id,
  kind: tenant.kind,
  name: tenant.name,
  environment: tenant.environment,
  cloud: tenant.cloud,
  entra_tenant_id: tenant.entraTenantId,
  client_id: tenant.clientId,
  base_url: tenant.baseUrl,
  api_version: tenant.apiVersion,
  app_id: tenant.appId,
  credential: tenant.credential,
  d365_enabled: toFlag(tenant.d365Enabled) ?? 0,
  mapping_profile: tenant.mappingProfile,
  own_mapping: toJson(tenant.ownMapping),
  existing_lead_policy: tenant.existingLeadPolicy,
  max_retries: tenant.maxRetries,
  match_keys: JSON.stringify(tenant.matchKeys),
  link_form: tenant.linkForm,
  owner: toJson(tenant.owner),
  organization_id: tenant.organizationId,
  detected_environment: tenant.detectedEnvironment,
  secret_description: tenant.secretDescription,
  secret_expires_at: tenant.secretExpiresAt,
  certificate: tenant.certificate === null ? null : JSON.stringify(tenant.certificate),
  network: JSON.stringify(tenant.network),
  position: tenant.position,
  changed_at: tenant.changedAt,
  created_at: tenant.createdAt,
  archived_at: tenant.archivedAt,
})

const toTenant = (row: TenantRow): Tenant =>
  TenantSchema.parse({
    id: row.id,
    kind: row.kind,
    name: row.name,
    environment: row.environment,
    cloud: row.cloud,
    entraTenantId: row.entra_tenant_id,
    clientId: row.client_id,
    baseUrl: row.base_url,
    apiVersion: row.api_version,
    appId: row.app_id,
    credential: row.credential,
    d365Enabled: fromFlag(row.d365_enabled),
    mappingProfile: row.mapping_profile,
    ownMapping: fromJson(row.own_mapping),
    existingLeadPolicy: row.existing_lead_policy,
    maxRetries: row.max_retries,
    matchKeys: fromJson(row.match_keys),
    linkForm: row.link_form,
    owner: fromJson(row.owner),
    organizationId: row.organization_id,
    detectedEnvironment: row.detected_environment,
    secretDescription: row.secret_description,
    secretExpiresAt: row.secret_expires_at,
    certificate: row.certificate === null ? null : fromJson(row.certificate),
    network: fromJson(row.network),
    position: row.position,
    changedAt: row.changed_at,
    createdAt: row.created_at,
    archivedAt: row.archived_at,
  })
