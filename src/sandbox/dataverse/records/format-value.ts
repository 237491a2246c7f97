import { lookupTarget } from './lookup-target.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Column } from '../catalogue/column.ts'
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

/** The text a user would see for a value, in US English and UTC; `undefined` for plain texts and ids. */
export const formatValue = (organisation: Organisation, column: Column, row: Row): string | undefined => {
  const value = row[column.logicalName] ?? null
  if (value === null) return undefined
  switch (column.kind) {
    case 'Picklist':
    case 'State':
    case 'Status':
      return column.choices?.find((choice) => choice.value === value)?.label ?? String(value)
    case 'Boolean':
      return value === 1 ? 'Yes' : 'No'
    case 'Integer':
    case 'BigInt':
      return wholeFormat.format(Number(value))
    case 'Decimal':
    case 'Double':
      return decimalFormat.format(Number(value))
    case 'Money':
      return `€${decimalFormat.format(Number(value))}`
    case 'DateTime':
      return column.format === 'DateOnly'
        ? String(value)
        : momentFormat
            .format(new Date(String(value)))
            .replace(',', '')
            .replace('\u202f', ' ')
    case 'Lookup':
    case 'Owner':
    case 'Customer':
      return nameOfTarget(organisation, column, row)
    case 'String':
    case 'Memo':
    case 'Uniqueidentifier':
      return undefined
  }
}

const nameOfTarget = (organisation: Organisation, column: Column, row: Row): string | undefined => {
  const target = lookupTarget(column, row)
  const table = target ? organisation.catalogue.find(target.table) : undefined
  if (!table) return undefined
  const name = organisation.records.byId(table, String(row[column.logicalName]))?.[table.primaryName]
  return name == null ? undefined : String(name)
}
