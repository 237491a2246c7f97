import type { LeadColumn, NewLeadColumn, Solution } from '../d365/metadata-reader.ts'
import type { MappedColumn } from '../leads/mapped-column.ts'
import { judgeMapping, neededByProfile } from '../leads/judge-mapping.ts'
import { targetColumns } from '../leads/target-columns.ts'

/** What would be created to make a mapping profile work, shown whole before anything is. */
export interface ColumnPlan {
  /** The unmanaged solution that the columns would belong to; null where no publisher has their prefix. */
  readonly solution: Solution | null
  readonly columns: readonly NewLeadColumn[]
  /** Missing, and not to be created by anyone but Microsoft: a column without a publisher's prefix. */
  readonly notOurs: readonly string[]
}

/** Lengths where no source documents one: Hunter stores these texts in columns of this length (hunter-facts 2.1). */
const LENGTHS = { String: 255, Memo: 2_000 }
const WHOLE_NUMBERS = [0, 2_147_483_647] as const

const PREFIXED = /^([a-z][a-z0-9]{1,7})_[a-z0-9_]+$/

/**
 * The missing columns of a profile as they would be created, in the profile's order. All must carry one publisher's prefix, because a column
 * takes the prefix of its solution's publisher. Pure. Source: Microsoft Learn, "Create a solution" (publisher prefix).
 */
export function planColumns(
  mapped: readonly MappedColumn[],
  existing: readonly LeadColumn[],
  solutions: readonly Solution[],
): ColumnPlan {
  const findings = judgeMapping(neededByProfile(mapped), targetColumns(existing))
  const missing = new Set(findings.flatMap(({ column, detail }) => (detail.fault === 'missing' ? [column] : [])))
  const wanted = mapped.filter(({ column }) => missing.has(column))
  const creatable = wanted.filter(({ column }) => PREFIXED.test(column))
  const prefix = PREFIXED.exec(creatable[0]?.column ?? '')?.[1] ?? null
  return {
    solution: solutions.find((known) => !known.isManaged && known.prefix === prefix) ?? null,
    columns: creatable.map(asNewColumn),
    notOurs: wanted.filter(({ column }) => !PREFIXED.test(column)).map(({ column }) => column),
  }
}

function asNewColumn(mapped: MappedColumn): NewLeadColumn {
  const name = { name: mapped.column, label: labelOf(mapped.column) }
  const type = TYPES[mapped.kind]
  switch (type) {
    case 'String':
    case 'Memo':
      return { ...name, type, maxLength: mapped.maxLength ?? LENGTHS[type] }
    case 'Integer':
    case 'Decimal': {
      const [min, max] = mapped.range ?? WHOLE_NUMBERS
      return { ...name, type, min, max }
    }
    case 'Picklist':
      return { ...name, type, choices: choicesOf(mapped) }
    case 'Boolean':
    case 'DateTime':
      return { ...name, type }
  }
}

const TYPES: Readonly<Record<MappedColumn['kind'], NewLeadColumn['type']>> = {
  text: 'String',
  url: 'String',
  email: 'String',
  memo: 'Memo',
  integer: 'Integer',
  decimal: 'Decimal',
  choice: 'Picklist',
  boolean: 'Boolean',
  'date-time': 'DateTime',
}

const choicesOf = ({ choices = {} }: MappedColumn): { readonly value: number; readonly label: string }[] =>
  Object.entries(choices).map(([word, value]) => ({ value, label: titled(word) }))

/** `hnt_m365fitscore` → `M365fitscore`: a name to be found by; the admin renames it in Power Apps at will. */
const labelOf = (column: string): string => titled(column.slice(column.indexOf('_') + 1).replaceAll('_', ' '))

const titled = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`
