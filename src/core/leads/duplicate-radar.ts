import { ok, type Result } from '../../shared/lib/result.ts'
import type { RadarRecord, RadarResult } from '../../shared/model/duplicates.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { LeadRecord, TenantConnections } from '../d365/d365-client.ts'
import { anyOf, isSet, startsWith } from '../d365/odata-filter.ts'
import { recordLink } from '../d365/record-link.ts'
import { subjectOf } from './mapping-profiles.ts'
import { normaliseDomain } from './normalise-domain.ts'

const COLUMNS = ['subject', 'companyname', 'websiteurl', 'statecode', 'createdon'] as const

/** Looks through the tenant's leads for domains with more than one record; reads only. */
export async function sweepForDuplicates(
  connections: TenantConnections,
  tenant: Tenant,
  signal?: AbortSignal,
): Promise<Result<RadarResult, Failure>> {
  const connection = await connections.open(tenant)
  if (!connection.ok) return connection
  const filter = anyOf([startsWith('subject', subjectOf('')), isSet('websiteurl')])
  const query = { filter, select: COLUMNS, top: null }
  const read = await connection.value.d365.queryLeads(query, signal === undefined ? {} : { signal })
  if (!read.ok) return read
  const duplicates = duplicatesAmong(read.value.leads).map(({ domain, records }) => ({
    domain,
    records: records.map((record) => toRadarRecord(tenant, record)),
  }))
  return ok({ tenant: tenant.name, looked: read.value.leads.length, duplicates })
}

/** Records that name one domain, by subject or by website, where there is more than one; by domain, oldest record first. */
export function duplicatesAmong(
  records: readonly LeadRecord[],
): readonly { readonly domain: string; readonly records: readonly LeadRecord[] }[] {
  const byDomain = new Map<string, LeadRecord[]>()
  for (const record of records) {
    for (const domain of domainsOf(record)) byDomain.set(domain, [...(byDomain.get(domain) ?? []), record])
  }
  return [...byDomain]
    .filter(([, found]) => found.length > 1)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([domain, found]) => ({ domain, records: found.toSorted(byAge) }))
}

const byAge = (one: LeadRecord, other: LeadRecord): number =>
  (textOf(one, 'createdon') ?? '').localeCompare(textOf(other, 'createdon') ?? '')

/** A record names a domain once, however often it says so. */
function domainsOf(record: LeadRecord): ReadonlySet<string> {
  const subject = textOf(record, 'subject')?.trim() ?? ''
  const prefix = subjectOf('').trimEnd()
  const named = subject.toLowerCase().startsWith(prefix.toLowerCase()) ? subject.slice(prefix.length).trim() : null
  const host = /^(?:https?:\/\/)?([^/?#:]+)/i.exec(textOf(record, 'websiteurl')?.trim() ?? '')?.[1] ?? null
  const domains = [named, host].flatMap((text) => (text === null ? [] : [normaliseDomain(text)]))
  return new Set(domains.flatMap((domain) => (domain.ok ? [domain.value] : [])))
}

function toRadarRecord(tenant: Tenant, record: LeadRecord): RadarRecord {
  return {
    d365LeadId: record.leadId,
    subject: textOf(record, 'subject'),
    companyName: textOf(record, 'companyname'),
    websiteUrl: textOf(record, 'websiteurl'),
    isOpen: (record.columns['statecode'] ?? 0) === 0,
    createdOn: textOf(record, 'createdon'),
    link: recordLink(tenant, record.leadId),
  }
}

const textOf = (record: LeadRecord, column: string): string | null => {
  const value = record.columns[column]
  return typeof value === 'string' && value !== '' ? value : null
}
