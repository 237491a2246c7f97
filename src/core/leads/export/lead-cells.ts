import type { Lead } from '../../../shared/model/lead.ts'
import type { LeadWithState } from '../../ports/stores.ts'

export type Cell = string | number | boolean | null | readonly string[]

export interface ExportColumn {
  readonly name: string
  readonly value: (row: LeadWithState) => Cell
}

const ofLead = (name: string, field: keyof Lead): ExportColumn => ({ name, value: ({ lead }) => lead[field] })

/** Hunter's own export, column by column, so that what leaves here can go in there. Source: Hunter's lead export. */
export const HUNTER_COLUMNS: readonly ExportColumn[] = [
  ofLead('domain', 'domain'),
  ofLead('company_name', 'companyName'),
  ofLead('provider', 'provider'),
  ofLead('country', 'country'),
  ofLead('segment', 'segment'),
  ofLead('readiness_score', 'readinessScore'),
  ofLead('priority_score', 'priorityScore'),
  ofLead('spf', 'spf'),
  ofLead('dkim', 'dkim'),
  ofLead('dmarc_policy', 'dmarcPolicy'),
  ofLead('mx_root', 'mxRoot'),
  ofLead('registrar', 'registrar'),
  ofLead('expires_at', 'expiresAt'),
  ofLead('nameservers', 'nameservers'),
  ofLead('scan_status', 'scanStatus'),
  ofLead('scanned_at', 'scannedAt'),
  ofLead('reason', 'reason'),
]

/** What a lead may have besides, by the names the import reads; personal data among it. */
export const FURTHER_COLUMNS: readonly ExportColumn[] = [
  ofLead('company_id', 'hunterId'),
  ofLead('tenant_size', 'tenantSize'),
  ofLead('contact_email', 'contactEmail'),
  ofLead('referral_id', 'referralId'),
  ofLead('azure_tenant_id', 'azureTenantId'),
  ofLead('infrastructure_summary', 'infrastructureSummary'),
]

/** The D365 side, by Hunter's column names. */
export const STATE_COLUMNS: readonly ExportColumn[] = [
  { name: 'd365_lead_id', value: ({ sync }) => sync.d365LeadId },
  { name: 'd365_sync_status', value: ({ sync }) => sync.status ?? 'pending' },
  { name: 'd365_sync_last_at', value: ({ sync }) => sync.lastAt },
  { name: 'd365_sync_error', value: ({ sync }) => sync.error },
  { name: 'd365_sync_attempt_count', value: ({ sync }) => sync.attemptCount },
]

/** A cell as Hunter's CSV writes it: Yes and No, lists in one cell, nothing for null. */
export function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'Yes' : 'No'
  return typeof cell === 'object' ? cell.join(', ') : String(cell)
}
