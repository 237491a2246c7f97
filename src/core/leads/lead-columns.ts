import { ok, fail, type Result } from '../../shared/lib/result.ts'
import type { Lead } from '../../shared/model/lead.ts'

/** The file's column names to those the console knows, or to nothing (`''`); a name that is not in it stays. */
export type ColumnMap = Readonly<Record<string, string>>

type Field = keyof Lead

/** How one column of a file becomes one field of a lead. The failure is a sentence for the admin. */
export interface ReadColumn {
  readonly field: Field
  readonly read: (text: string) => Result<Lead[Field], string>
}

const LONGEST_TEXT = 4_000

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/

const text = (value: string): Result<string, string> => {
  if (CONTROL.test(value)) return fail('holds a control character.')
  return value.length > LONGEST_TEXT ? fail(`is longer than ${LONGEST_TEXT} characters.`) : ok(value)
}

const wholeNumber =
  (min: number, max: number) =>
  (value: string): Result<number, string> => {
    const number = /^[+-]?\d{1,15}(?:\.0+)?$/.test(value) ? Number(value) : Number.NaN
    return number >= min && number <= max
      ? ok(number)
      : fail(`"${shown(value)}" is not a whole number from ${min} to ${max}.`)
  }

const YES = new Set(['yes', 'true', '1', 'y', 'evet'])
const NO = new Set(['no', 'false', '0', 'n', 'hayır', 'hayir'])

function yesOrNo(value: string): Result<boolean, string> {
  const word = value.toLowerCase()
  if (YES.has(word)) return ok(true)
  return NO.has(word) ? ok(false) : fail(`"${shown(value)}" is neither Yes nor No.`)
}

/** Hunter writes times as Python does, with a space; a time without zone is UTC there. */
function moment(value: string): Result<string, string> {
  const iso = value.replace(/^(\d{4}-\d{2}-\d{2}) /, '$1T')
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(iso)
  const at = /^\d{4}-\d{2}-\d{2}/.test(iso) ? Date.parse(hasZone || !iso.includes('T') ? iso : `${iso}Z`) : Number.NaN
  return Number.isNaN(at) ? fail(`"${shown(value)}" is not a time.`) : ok(new Date(at).toISOString())
}

function day(value: string): Result<string, string> {
  const at = moment(value)
  return at.ok ? ok(at.value.slice(0, 10)) : fail(`"${shown(value)}" is not a date.`)
}

/** Hunter's API gives a list; a spreadsheet one cell. The first address is the lead's (hunter-facts 3.1). */
function firstEmail(value: string): Result<string, string> {
  const first = /[^\s,;[\]"'{}]*@[^\s,;[\]"'{}]*/.exec(value)?.[0]
  return text(first ?? value)
}

const list = (value: string): Result<string[], string> => {
  const whole = text(value.replace(/^\[|\]$|"/g, ''))
  return whole.ok ? ok(whole.value.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))) : whole
}

const shown = (value: string): string => (value.length > 60 ? `${value.slice(0, 60)}…` : value)

/** Columns by the names Hunter's export, its API and its database give them. Source: Hunter's lead list, lead export and table `companies`. */
const COLUMNS: readonly (ReadColumn & { readonly names: readonly string[] })[] = [
  { field: 'domain', names: ['domain'], read: text },
  { field: 'hunterId', names: ['company_id', 'hunter_id', 'lead_id'], read: wholeNumber(1, Number.MAX_SAFE_INTEGER) },
  { field: 'companyName', names: ['company_name', 'canonical_name', 'companyname'], read: text },
  { field: 'provider', names: ['provider'], read: text },
  { field: 'country', names: ['country'], read: text },
  { field: 'segment', names: ['segment'], read: text },
  { field: 'readinessScore', names: ['readiness_score'], read: wholeNumber(0, 100) },
  { field: 'priorityScore', names: ['priority_score'], read: wholeNumber(1, 7) },
  { field: 'tenantSize', names: ['tenant_size'], read: text },
  {
    field: 'contactEmail',
    names: ['contact_email', 'contact_emails', 'email', 'primary_email', 'emailaddress1'],
    read: firstEmail,
  },
  { field: 'spf', names: ['spf'], read: yesOrNo },
  { field: 'dkim', names: ['dkim'], read: yesOrNo },
  { field: 'dmarcPolicy', names: ['dmarc_policy'], read: text },
  { field: 'mxRoot', names: ['mx_root'], read: text },
  { field: 'registrar', names: ['registrar'], read: text },
  { field: 'expiresAt', names: ['expires_at'], read: day },
  { field: 'nameservers', names: ['nameservers'], read: list },
  { field: 'scanStatus', names: ['scan_status'], read: text },
  { field: 'scannedAt', names: ['scanned_at'], read: moment },
  { field: 'reason', names: ['reason'], read: text },
  { field: 'referralId', names: ['referral_id'], read: text },
  { field: 'azureTenantId', names: ['azure_tenant_id'], read: text },
  { field: 'infrastructureSummary', names: ['infrastructure_summary'], read: text },
]

const BY_NAME = new Map<string, ReadColumn>(
  COLUMNS.flatMap((column) => column.names.map((name) => [name, column] as const)),
)

/** A person writes "Company name" where Hunter writes `company_name`. */
const plainName = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_')

/** What a column of a file can be read as: the lead's field, and the name a mapping gives it by. */
export const TARGETS: readonly { readonly field: Field; readonly name: string }[] = COLUMNS.map(({ field, names }) => ({
  field,
  name: names[0] ?? field,
}))

/** Hunter gives these as well, and no push uses them. */
const UNUSED = new Set(
  [
    'd365_lead_id d365_sync_status d365_sync_last_at d365_sync_error d365_sync_attempt_count d365_lead_url',
    'contact_quality_score linkedin_pattern local_provider dmarc_coverage technical_heat commercial_segment',
    'commercial_heat priority_category priority_label referral_type link_status referral_count referral_types',
    'referral_ids company_updated_at signal_id score_id score_updated_at updated_at push_reason',
  ].flatMap((names) => names.split(' ')),
)
export const isKnownUnused = (name: string): boolean => UNUSED.has(plainName(name))

/** Each column of a header, or null where the file's column means nothing here or an earlier one gave the field already. */
export function columnsOfHeader(names: readonly string[]): readonly (ReadColumn | null)[] {
  const taken = new Set<Field>()
  return names.map((name) => {
    const column = BY_NAME.get(plainName(name))
    if (column === undefined || taken.has(column.field)) return null
    taken.add(column.field)
    return column
  })
}

/** Why a mapping of column names cannot be used; null when every name it leads to is known. */
export function unknownTargets(map: ColumnMap): string | null {
  const unknown = Object.values(map).find((name) => name !== '' && !BY_NAME.has(plainName(name)))
  if (unknown === undefined) return null
  return `The mapping leads to "${unknown}", which is no column; there are ${[...BY_NAME.keys()].join(', ')}.`
}
