import { urlError } from '../dataverse/errors.ts'
import { normaliseMoment } from '../dataverse/records/moment.ts'
import type { Column, ColumnKind } from '../dataverse/catalogue/column.ts'
import type { Literal } from '../dataverse/odata/filter-ast.ts'
import type { SqlValue } from './sandbox-store.ts'

const edmTypes: Readonly<Record<ColumnKind, string>> = {
  String: 'Edm.String',
  Memo: 'Edm.String',
  Integer: 'Edm.Int32',
  Picklist: 'Edm.Int32',
  State: 'Edm.Int32',
  Status: 'Edm.Int32',
  BigInt: 'Edm.Int64',
  Decimal: 'Edm.Decimal',
  Money: 'Edm.Decimal',
  Double: 'Edm.Double',
  DateTime: 'Edm.DateTimeOffset',
  Boolean: 'Edm.Boolean',
  Lookup: 'Edm.Guid',
  Owner: 'Edm.Guid',
  Customer: 'Edm.Guid',
  Uniqueidentifier: 'Edm.Guid',
}

/** The primitive OData type of a column. */
export const edmTypeOf = (column: Column): string =>
  column.kind === 'DateTime' && column.format === 'DateOnly' ? 'Edm.Date' : edmTypes[column.kind]

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

/** Which literals a type takes, and how they are stored; all other types take numbers. */
const accepted: Readonly<Record<string, Literal['type']>> = {
  'Edm.String': 'string',
  'Edm.Guid': 'guid',
  'Edm.Boolean': 'boolean',
  'Edm.DateTimeOffset': 'date',
  'Edm.Date': 'date',
}

/** The stored form of a literal for comparing with a column. Quoted GUIDs and dates are refused, as OData's types demand. */
export const literalToSql = (column: Column, literal: Literal, op: string): SqlValue => {
  const edm = edmTypeOf(column)
  if (literal.type !== (accepted[edm] ?? 'number')) {
    throw urlError(
      `A binary operator with incompatible types was detected. Found operand types '${edm}' and '${literalTypes[literal.type]}' for operator kind '${operatorNames[op] ?? op}'.`,
    )
  }
  if (literal.type === 'date') return momentToSql(column, String(literal.value))
  return typeof literal.value === 'boolean' ? Number(literal.value) : literal.value
}

const momentToSql = (column: Column, text: string): string => {
  const moment = normaliseMoment(text, column.format === 'DateOnly')
  if (moment === undefined) throw urlError(`Unrecognized 'Edm.DateTimeOffset' literal '${text}'.`)
  return moment
}

/** The stored form of a value that a query function hands over as text, whatever the column's type is. */
export const valueTextToSql = (column: Column, text: string): SqlValue => {
  switch (accepted[edmTypeOf(column)]) {
    case 'string':
      return text
    case 'guid':
      return text.toLowerCase()
    case 'date':
      return momentToSql(column, text)
    case 'boolean':
      return text === 'true' || text === '1' ? 1 : 0
    default:
      return numberToSql(column, text)
  }
}

const numberToSql = (column: Column, text: string): number => {
  const number = Number(text)
  if (text.trim() !== '' && !Number.isNaN(number)) return number
  throw urlError(`The value '${text.slice(0, 100)}' is not a valid ${edmTypeOf(column)}.`)
}
