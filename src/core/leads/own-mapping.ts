import type { Lead } from '../../shared/model/lead.ts'
import type { ColumnKind, MappableField, OwnColumn, OwnMapping } from '../../shared/model/mapping.ts'
import type { MappedColumn } from './mapped-column.ts'
import { priorityScore } from './priority-score.ts'

type Shape = 'text' | 'number' | 'yes-no' | 'time'

/** Which kinds of column can take a field; the first is the natural one. */
const KINDS: Readonly<Record<Shape, readonly ColumnKind[]>> = {
  text: ['text', 'memo', 'choice'],
  number: ['integer', 'decimal', 'choice', 'text'],
  'yes-no': ['boolean', 'text'],
  time: ['date-time', 'text'],
}

const FIELD_SHAPES: Readonly<Record<MappableField, Shape>> = {
  domain: 'text',
  hunterId: 'number',
  provider: 'text',
  country: 'text',
  segment: 'text',
  readinessScore: 'number',
  priorityScore: 'number',
  tenantSize: 'text',
  spf: 'yes-no',
  dkim: 'yes-no',
  dmarcPolicy: 'text',
  mxRoot: 'text',
  registrar: 'text',
  expiresAt: 'time',
  nameservers: 'text',
  scanStatus: 'text',
  scannedAt: 'time',
  reason: 'text',
  referralId: 'text',
  azureTenantId: 'text',
  infrastructureSummary: 'text',
}

export const kindsFor = (field: MappableField): readonly ColumnKind[] => KINDS[FIELD_SHAPES[field]]

/** What a lead says in a field, before it is fitted to a column. */
export function fieldOf(lead: Lead, field: MappableField): string | number | boolean | null {
  if (field === 'priorityScore') return lead.priorityScore ?? priorityScore(lead.segment, lead.readinessScore)
  if (field === 'nameservers') return lead.nameservers.length === 0 ? null : lead.nameservers.join(', ')
  return lead[field]
}

/** The admin's own columns as a push fills them. A field that says nothing is left out, never sent as null. */
export const ownColumns = ({ columns }: OwnMapping): readonly MappedColumn[] => columns.map(toMappedColumn)

function toMappedColumn({ field, column, kind, maxLength, min, max, choices }: OwnColumn): MappedColumn {
  return {
    column,
    kind,
    ...(maxLength === null ? {} : { maxLength }),
    ...(min === null || max === null ? {} : { range: [min, max] as const }),
    ...(kind === 'choice' ? { choices: choices ?? {} } : {}),
    value: (lead) => fitted(fieldOf(lead, field), kind),
  }
}

function fitted(value: string | number | boolean | null, kind: ColumnKind): string | number | boolean | null {
  if (value === null) return null
  if (kind === 'date-time') return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? `${String(value)}T00:00:00Z` : value
  if (kind !== 'text' && kind !== 'memo') return value
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value)
}
