import { choice, decimal, flag, memo, moment, text, whole } from './column-builders.ts'
import type { Choice, Column } from './column.ts'

/** Which custom lead columns a seeded organisation carries. */
export type ColumnProfile = 'hnt' | 'hunter' | 'none'

const firstChoice = 816_940_000

const choices = (...labels: string[]): readonly Choice[] =>
  labels.map((label, index) => ({ value: firstChoice + index, label }))

const custom = (column: Column, schemaName: string): Column => ({ ...column, schemaName, isCustom: true })

/**
 * The columns of the tenant that Hunter pushes to, prefix `hnt`.
 * Names and choice values are confirmed; text lengths are not documented, so the platform's defaults are taken
 * (100 for a single line, 2000 for several lines, unconfirmed).
 */
const hntColumns = (): readonly Column[] => [
  custom(whole('hnt_finalscore', 0, 100, { label: 'Final Score' }), 'hnt_FinalScore'),
  custom(whole('hnt_priorityscore', 1, 7, { label: 'Priority Score' }), 'hnt_PriorityScore'),
  custom(choice('hnt_segment', choices('SMB', 'MidMarket', 'Enterprise'), { label: 'Segment' }), 'hnt_Segment'),
  custom(text('hnt_provider', 100, { label: 'Provider' }), 'hnt_Provider'),
  custom(
    choice('hnt_huntertenantsize', choices('1–50', '51–250', '251–1000', 'Enterprise'), {
      label: 'Hunter Tenant Size',
    }),
    'hnt_HunterTenantSize',
  ),
  custom(memo('hnt_infrasummary', 2000, { label: 'Infrastructure Summary' }), 'hnt_InfraSummary'),
  custom(decimal('hnt_confidence', 0, 100, { label: 'Confidence' }), 'hnt_Confidence'),
  custom(text('hnt_referralid', 100, { label: 'Referral ID' }), 'hnt_ReferralId'),
  custom(
    choice('hnt_referraltype', choices('Co-sell', 'Marketplace', 'Other'), { label: 'Referral Type' }),
    'hnt_ReferralType',
  ),
  custom(text('hnt_tenantid', 100, { label: 'Tenant ID' }), 'hnt_TenantId'),
  custom(
    choice('hnt_source', choices('Partner Center', 'Manual', 'Import', 'Other'), { label: 'Source' }),
    'hnt_Source',
  ),
  custom(whole('hnt_m365fitscore', 0, 100, { label: 'M365 Fit Score' }), 'hnt_M365FitScore'),
  custom(text('hnt_m365matchtags', 100, { label: 'M365 Match Tags' }), 'hnt_M365MatchTags'),
  custom(
    choice('hnt_processingstatus', choices('Idle', 'Working', 'Completed', 'Error'), { label: 'Processing Status' }),
    'hnt_ProcessingStatus',
  ),
  custom(choice('hnt_pushstatus', choices('Pending', 'Pushed', 'Error'), { label: 'Push Status' }), 'hnt_PushStatus'),
  custom(whole('hnt_syncattemptcount', 0, 2_147_483_647, { label: 'Sync Attempt Count' }), 'hnt_SyncAttemptCount'),
  custom(moment('hnt_lastsynctime', { label: 'Last Sync Time' }), 'hnt_LastSyncTime'),
  custom(memo('hnt_syncerrormessage', 2000, { label: 'Sync Error Message' }), 'hnt_SyncErrorMessage'),
  custom(text('hnt_d365leadid', 100, { label: 'D365 Lead ID' }), 'hnt_D365LeadId'),
  custom(text('hnt_domain', 100, { label: 'Domain' }), 'hnt_Domain'),
  custom(flag('hnt_isreenriched', { label: 'Is Re-enriched' }), 'hnt_IsReEnriched'),
  custom(memo('hnt_intelligencejson', 2000, { label: 'Intelligence JSON' }), 'hnt_IntelligenceJson'),
  custom(memo('hnt_huntermlweightjson', 2000, { label: 'ML Weight JSON' }), 'hnt_HunterMLWeightJSON'),
  custom(text('hnt_hunterautoscoreversion', 100, { label: 'Auto Score Version' }), 'hnt_HunterAutoScoreVersion'),
]

/** The historic names of the runbook's section A3. */
const hunterColumns = (): readonly Column[] => [
  custom(whole('hunter_score', 0, 100, { label: 'Hunter Score' }), 'hunter_Score'),
  custom(text('hunter_segment', 100, { label: 'Hunter Segment' }), 'hunter_Segment'),
  custom(whole('hunter_priority', 1, 7, { label: 'Hunter Priority' }), 'hunter_Priority'),
  custom(text('hunter_domain', 100, { label: 'Hunter Domain' }), 'hunter_Domain'),
]

export const profileColumns = (profile: ColumnProfile): readonly Column[] => {
  if (profile === 'hnt') return hntColumns()
  return profile === 'hunter' ? hunterColumns() : []
}
