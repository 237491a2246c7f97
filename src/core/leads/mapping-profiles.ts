import type { SyncState } from '../../shared/model/lead.ts'
import type { BuiltInProfiles, MappableField, ProfileColumn } from '../../shared/model/mapping.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { MappedColumn } from './mapped-column.ts'
import { fieldOf, ownColumns } from './own-mapping.ts'

export type BuiltInProfile = Exclude<Tenant['mappingProfile'], 'own'>

export const subjectOf = (domain: string): string => `Hunter: ${domain}`
export const websiteOf = (domain: string): string => `https://${domain}`

const sends = (field: MappableField): Pick<MappedColumn, 'field' | 'value'> => ({
  field,
  value: (lead) => fieldOf(lead, field),
})

const TENANT_SIZES = { small: 816_940_000, medium: 816_940_001, large: 816_940_002 }
const SOURCES = { 'partner center': 816_940_000, manual: 816_940_001 }
const PROCESSING = { idle: 816_940_000, working: 816_940_001, completed: 816_940_002, error: 816_940_003 }

/** Hunter reports the state before the push, not after it; so do we, so that both writers leave the same row (hunter-facts 3.1). */
const processingBefore = (sync: SyncState): keyof typeof PROCESSING => {
  if (sync.status === 'in_progress') return 'working'
  if (sync.status === 'synced') return 'completed'
  return sync.status === 'error' ? 'error' : 'idle'
}

/**
 * Columns every Dataverse organisation has. Lengths: lead table reference, except `subject`: the reference says 300, the tenant's
 * dictionary 200; what fits the shorter fits both, and `websiteurl` (200, one character longer prefix) stops such a domain anyway.
 */
const STANDARD: readonly MappedColumn[] = [
  { column: 'subject', kind: 'text', maxLength: 200, value: (lead) => subjectOf(lead.domain) },
  { column: 'companyname', kind: 'text', maxLength: 100, value: (lead) => lead.companyName ?? lead.domain },
  { column: 'websiteurl', kind: 'url', maxLength: 200, value: (lead) => websiteOf(lead.domain) },
  { column: 'emailaddress1', kind: 'email', maxLength: 100, value: (lead) => lead.contactEmail },
]

/** The tenant's real columns and option values. Source: Hunter's D365 mapping; lengths of custom texts are not documented. */
const HNT: readonly MappedColumn[] = [
  ...STANDARD,
  { column: 'hnt_finalscore', kind: 'integer', range: [0, 100], ...sends('readinessScore') },
  {
    column: 'hnt_priorityscore',
    kind: 'integer',
    range: [1, 7],
    ...sends('priorityScore'),
  },
  { column: 'hnt_provider', kind: 'text', ...sends('provider') },
  { column: 'hnt_huntertenantsize', kind: 'choice', choices: TENANT_SIZES, ...sends('tenantSize') },
  { column: 'hnt_infrasummary', kind: 'memo', ...sends('infrastructureSummary') },
  { column: 'hnt_referralid', kind: 'text', ...sends('referralId') },
  { column: 'hnt_tenantid', kind: 'text', ...sends('azureTenantId') },
  {
    column: 'hnt_source',
    kind: 'choice',
    choices: SOURCES,
    value: (lead) => (lead.referralId === null ? 'manual' : 'partner center'),
  },
  {
    column: 'hnt_processingstatus',
    kind: 'choice',
    choices: PROCESSING,
    isOfThePush: true,
    value: (_lead, sync) => processingBefore(sync),
  },
  {
    column: 'hnt_m365fitscore',
    kind: 'integer',
    range: [0, 100],
    value: (lead) => (lead.provider === 'M365' ? lead.readinessScore : null),
  },
  {
    column: 'hnt_syncattemptcount',
    kind: 'integer',
    isOfThePush: true,
    value: (_lead, sync) => sync.attemptCount,
  },
  { column: 'hnt_lastsynctime', kind: 'date-time', isOfThePush: true, value: (_lead, sync) => sync.lastAt },
  { column: 'hnt_syncerrormessage', kind: 'memo', isOfThePush: true, value: (_lead, sync) => sync.error },
]

/** The columns the runbook's part A.3 names. */
const HUNTER: readonly MappedColumn[] = [
  ...STANDARD,
  { column: 'hunter_score', kind: 'integer', range: [0, 100], ...sends('readinessScore') },
  { column: 'hunter_segment', kind: 'text', ...sends('segment') },
  {
    column: 'hunter_priority',
    kind: 'integer',
    range: [1, 7],
    ...sends('priorityScore'),
  },
  { column: 'hunter_domain', kind: 'text', ...sends('domain') },
]

/** Which columns a push fills, by built-in profile. */
export const MAPPING_PROFILES: Readonly<Record<BuiltInProfile, readonly MappedColumn[]>> = {
  hnt: HNT,
  hunter: HUNTER,
  standard: STANDARD,
}

/** Which columns a push to this tenant fills. The admin's own profile adds to the standard columns, by which a push knows its own lead again. */
export function columnsOfTenant({
  mappingProfile,
  ownMapping,
}: Pick<Tenant, 'mappingProfile' | 'ownMapping'>): readonly MappedColumn[] {
  if (mappingProfile !== 'own') return MAPPING_PROFILES[mappingProfile]
  return ownMapping === null ? STANDARD : [...STANDARD, ...ownColumns(ownMapping)]
}

const toProfileColumn = ({ column, kind, field, choices }: MappedColumn): ProfileColumn => ({
  column,
  kind,
  field: field ?? null,
  choices: choices === undefined ? null : { ...choices },
})

/** The built-in profiles as data: to be shown, and to start an own one from. */
export const builtInProfiles = (): BuiltInProfiles => ({
  hnt: HNT.map(toProfileColumn),
  hunter: HUNTER.map(toProfileColumn),
  standard: STANDARD.map(toProfileColumn),
})
