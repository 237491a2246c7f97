import { isLookup } from '../dataverse/catalogue/column.ts'
import { urlError } from '../dataverse/errors.ts'
import { normaliseMoment } from '../dataverse/records/moment.ts'
import type { Column } from '../dataverse/catalogue/column.ts'
import type { Literal } from '../dataverse/odata/filter-ast.ts'
import type { SqlValue } from './sandbox-store.ts'

/** The primitive OData type of a column. */
export const edmTypeOf = (column: Column): string => {
  switch (column.kind) {
    case 'String':
    case 'Memo':
      return 'Edm.String'
    case 'Integer':
    case 'Picklist':
    case 'State':
    case 'Status':
      return 'Edm.Int32'
    case 'BigInt':
      return 'Edm.Int64'
    case 'Decimal':
    case 'Money':
      return 'Edm.Decimal'
    case 'Double':
      return 'Edm.Double'
    case 'DateTime':
      return column.format === 'DateOnly' ? 'Edm.Date' : 'Edm.DateTimeOffset'
    case 'Boolean':
      return 'Edm.Boolean'
    case 'Lookup':
    case 'Owner':
    case 'Customer':
    case 'Uniqueidentifier':
      return 'Edm.Guid'
  }
}

const literalTypes: Readonly<Record<Literal['type'], string>> = {
  string: 'Edm.String',
  number: 'Edm.Int32',
  boolean: 'Edm.Boolean',
  guid: 'Edm.Guid',
  date: 'Edm.DateTimeOffset',
  null: 'null',
}

const operatorNames: Readonly<Record<string, string>> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
}

/** The stored form of a literal for comparing with a column. Quoted GUIDs and dates are refused, as OData's types demand. */
export const literalToSql = (column: Column, literal: Literal, op: string): SqlValue => {
  const edm = edmTypeOf(column)
  const mismatch = () =>
    urlError(
      `A binary operator with incompatible types was detected. Found operand types '${edm}' and '${literalTypes[literal.type]}' for operator kind '${operatorNames[op] ?? op}'.`,
    )
  switch (edm) {
    case 'Edm.String':
      if (literal.type !== 'string') throw mismatch()
      return String(literal.value)
    case 'Edm.Guid':
      if (literal.type !== 'guid') throw mismatch()
      return String(literal.value)
    case 'Edm.Boolean':
      if (literal.type !== 'boolean') throw mismatch()
      return literal.value === true ? 1 : 0
    case 'Edm.DateTimeOffset':
    case 'Edm.Date':
      if (literal.type !== 'date') throw mismatch()
      return momentToSql(column, String(literal.value))
    default:
      if (literal.type !== 'number') throw mismatch()
      return Number(literal.value)
  }
}

const momentToSql = (column: Column, text: string): string => {
  const moment = normaliseMoment(text, column.format === 'DateOnly')
  if (moment === undefined) throw urlError(`Unrecognized 'Edm.DateTimeOffset' literal '${text}'.`)
  return moment
}

/** The stored form of a value that a query function hands over as text, whatever the column's type is. */
export const valueTextToSql = (column: Column, text: string): SqlValue => {
  const edm = edmTypeOf(column)
  if (edm === 'Edm.String') return text
  if (isLookup(column) || edm === 'Edm.Guid') return text.toLowerCase()
  if (edm === 'Edm.DateTimeOffset' || edm === 'Edm.Date') return momentToSql(column, text)
  if (edm === 'Edm.Boolean') return text === 'true' || text === '1' ? 1 : 0
  const number = Number(text)
  if (text.trim() === '' || Number.isNaN(number))
    throw urlError(`The value '${text.slice(0, 100)}' is not a valid ${edm}.`)
  return number
}
