import { isLookup } from '../catalogue/column.ts'
import { lookupTarget } from './lookup-target.ts'
import type { Row, SqlValue } from '../../store/sandbox-store.ts'
import type { Column, ColumnKind } from '../catalogue/column.ts'
import type { Organisation } from '../organisation.ts'

const wholeFormat = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const decimalFormat = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const momentFormat = new Intl.DateTimeFormat('en-US', {
  timeZone: 'UTC',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
})

type Format = (value: SqlValue, column: Column) => string

const formatChoice: Format = (value, column) =>
  column.choices?.find((choice) => choice.value === value)?.label ?? String(value)

/** Newer ICU data puts a narrow no-break space before AM and PM; the service sends a plain one. */
const formatMoment: Format = (value, column) =>
  column.format === 'DateOnly'
    ? String(value)
    : momentFormat
        .format(new Date(String(value)))
        .replace(',', '')
        .replace('\u202f', ' ')

const formats: Partial<Readonly<Record<ColumnKind, Format>>> = {
  Picklist: formatChoice,
  State: formatChoice,
  Status: formatChoice,
  Boolean: (value) => (value === 1 ? 'Yes' : 'No'),
  Integer: (value) => wholeFormat.format(Number(value)),
  BigInt: (value) => wholeFormat.format(Number(value)),
  Decimal: (value) => decimalFormat.format(Number(value)),
  Double: (value) => decimalFormat.format(Number(value)),
  Money: (value) => `€${decimalFormat.format(Number(value))}`,
  DateTime: formatMoment,
}

/** The text a user would see for a value, in US English and UTC; `undefined` for nulls, plain texts and ids. */
export const formatValue = (organisation: Organisation, column: Column, row: Row): string | undefined => {
  const value = row[column.logicalName] ?? null
  if (value === null) return undefined
  return isLookup(column) ? nameOfTarget(organisation, column, row) : formats[column.kind]?.(value, column)
}

const nameOfTarget = (organisation: Organisation, column: Column, row: Row): string | undefined => {
  const target = lookupTarget(column, row)
  const table = target ? organisation.catalogue.find(target.table) : undefined
  if (!table) return undefined
  const name = organisation.records.byId(table, String(row[column.logicalName]))?.[table.primaryName]
  return name == null ? undefined : String(name)
}
