import { LeadSchema, type Lead } from '../../shared/model/lead.ts'
import { foldForSearch } from './fold-for-search.ts'
import { fromFlag, fromJson, toFlag } from './row-values.ts'

/** One row of `leads`, without its owner. */
export interface LeadRow {
  readonly domain: string
  readonly hunter_id: number | null
  readonly company_name: string | null
  readonly name_folded: string
  readonly provider: string | null
  readonly country: string | null
  readonly segment: string | null
  readonly readiness_score: number | null
  readonly priority_score: number | null
  readonly tenant_size: string | null
  readonly contact_email: string | null
  readonly spf: number | null
  readonly dkim: number | null
  readonly dmarc_policy: string | null
  readonly mx_root: string | null
  readonly registrar: string | null
  readonly expires_at: string | null
  readonly nameservers: string
  readonly scan_status: string | null
  readonly scanned_at: string | null
  readonly reason: string | null
  readonly referral_id: string | null
  readonly azure_tenant_id: string | null
  readonly infrastructure_summary: string | null
  readonly updated_at: string
}

/** Without `owner_run_id`: an import never turns a test lead into another kind of lead, nor back. */
export const UPSERT_LEAD = `
INSERT INTO leads (
  domain, hunter_id, company_name, name_folded, provider, country, segment, readiness_score, priority_score, tenant_size,
  contact_email, spf, dkim, dmarc_policy, mx_root, registrar, expires_at, nameservers, scan_status, scanned_at, reason,
  referral_id, azure_tenant_id, infrastructure_summary, updated_at
) VALUES (
  @domain, @hunter_id, @company_name, @name_folded, @provider, @country, @segment, @readiness_score, @priority_score,
  @tenant_size, @contact_email, @spf, @dkim, @dmarc_policy, @mx_root, @registrar, @expires_at, @nameservers,
  @scan_status, @scanned_at, @reason, @referral_id, @azure_tenant_id, @infrastructure_summary, @updated_at
) ON CONFLICT (domain) DO UPDATE SET
  hunter_id = excluded.hunter_id, company_name = excluded.company_name, name_folded = excluded.name_folded,
  provider = excluded.provider, country = excluded.country, segment = excluded.segment,
  readiness_score = excluded.readiness_score, priority_score = excluded.priority_score,
  tenant_size = excluded.tenant_size, contact_email = excluded.contact_email, spf = excluded.spf, dkim = excluded.dkim,
  dmarc_policy = excluded.dmarc_policy, mx_root = excluded.mx_root, registrar = excluded.registrar,
  expires_at = excluded.expires_at, nameservers = excluded.nameservers, scan_status = excluded.scan_status,
  scanned_at = excluded.scanned_at, reason = excluded.reason, referral_id = excluded.referral_id,
  azure_tenant_id = excluded.azure_tenant_id, infrastructure_summary = excluded.infrastructure_summary,
  updated_at = excluded.updated_at
`

export const toLeadRow = (lead: Lead, updatedAt: string): LeadRow => ({
  domain: lead.domain,
  hunter_id: lead.hunterId,
  company_name: lead.companyName,
  name_folded: foldForSearch(lead.companyName ?? ''),
  provider: lead.provider,
  country: lead.country,
  segment: lead.segment,
  readiness_score: lead.readinessScore,
  priority_score: lead.priorityScore,
  tenant_size: lead.tenantSize,
  contact_email: lead.contactEmail,
  spf: toFlag(lead.spf),
  dkim: toFlag(lead.dkim),
  dmarc_policy: lead.dmarcPolicy,
  mx_root: lead.mxRoot,
  registrar: lead.registrar,
  expires_at: lead.expiresAt,
  nameservers: JSON.stringify(lead.nameservers),
  scan_status: lead.scanStatus,
  scanned_at: lead.scannedAt,
  reason: lead.reason,
  referral_id: lead.referralId,
  azure_tenant_id: lead.azureTenantId,
  infrastructure_summary: lead.infrastructureSummary,
  updated_at: updatedAt,
})

export const toLead = (row: LeadRow): Lead =>
  LeadSchema.parse({
    domain: row.domain,
    hunterId: row.hunter_id,
    companyName: row.company_name,
    provider: row.provider,
    country: row.country,
    segment: row.segment,
    readinessScore: row.readiness_score,
    priorityScore: row.priority_score,
    tenantSize: row.tenant_size,
    contactEmail: row.contact_email,
    spf: fromFlag(row.spf),
    dkim: fromFlag(row.dkim),
    dmarcPolicy: row.dmarc_policy,
    mxRoot: row.mx_root,
    registrar: row.registrar,
    expiresAt: row.expires_at,
    nameservers: fromJson(row.nameservers),
    scanStatus: row.scan_status,
    scannedAt: row.scanned_at,
    reason: row.reason,
    referralId: row.referral_id,
    azureTenantId: row.azure_tenant_id,
    infrastructureSummary: row.infrastructure_summary,
  })
