import type { ColumnKind, TargetColumn } from '../../shared/model/mapping.ts'
import type { LeadColumn } from '../d365/metadata-reader.ts'

/** What a lead field can be written to, by AttributeTypeCode; lookups, money, files and what the server computes are left out. */
const KIND_OF: ReadonlyMap<string, ColumnKind> = new Map([
  ['String', 'text'],
  ['Memo', 'memo'],
  ['Integer', 'integer'],
  ['Decimal', 'decimal'],
  ['Double', 'decimal'],
  ['Boolean', 'boolean'],
  ['Picklist', 'choice'],
  ['DateTime', 'date-time'],
])

/** The columns of the tenant's lead table as a mapping profile sees them. */
export const targetColumns = (columns: readonly LeadColumn[]): readonly TargetColumn[] => columns.map(toTarget)

const toTarget = (column: LeadColumn): TargetColumn => ({
  column: column.name,
  label: column.label ?? column.name,
  kind: KIND_OF.get(column.type) ?? null,
  type: column.type,
  maxLength: column.maxLength,
  min: column.range?.min ?? null,
  max: column.range?.max ?? null,
  choices: (column.choices ?? []).map(({ value, label }) => ({ value, label: label ?? String(value) })),
  isRequired: column.requiredLevel === 'SystemRequired',
  isWritable: column.isValidForCreate && column.isValidForUpdate,
})
