import {
  choiceOutOfRange,
  decimalOutOfRange,
  integerOutOfRange,
  invalidCharacters,
  payloadError,
  stringTooLong,
} from '../errors.ts'
import { edmTypeOf } from '../../store/literal-sql.ts'
import { normaliseMoment } from './moment.ts'
import type { SqlValue } from '../../store/sandbox-store.ts'
import type { Column, ColumnKind } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'

/** Characters that XML 1.0 cannot carry; tab and line ends are fine. */
const forbiddenCharacters = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/
const guidPattern = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i

export const isGuid = (text: string): boolean => guidPattern.test(text)

/** Lower case, without braces. */
export const normaliseGuid = (text: string): string => text.replace(/[{}]/g, '').toLowerCase()

type Store = (table: Table, column: Column, value: unknown) => SqlValue

/**
 * Turns a JSON value into the stored form of a column, judging type, length, range and choices.
 * Source: "Lead table/entity reference" and "Web service error codes".
 *
 * @throws DataverseError 400: 0x80048d19 for a wrong JSON type, else the code of the rule that is broken.
 */
export const toStored: Store = (table, column, value) =>
  value === null ? null : stores[column.kind](table, column, value)

const cannotConvert = (table: Table, column: Column, value: unknown) => {
  const shown = typeof value === 'string' ? value.slice(0, 100) : JSON.stringify(value).slice(0, 100)
  return payloadError(
    table.entitySetName,
    `Cannot convert the literal '${shown}' to the expected type '${edmTypeOf(column)}' (property '${column.logicalName}').`,
  )
}

const storedText = (table: Table, column: Column, value: unknown): string => {
  if (typeof value !== 'string') throw cannotConvert(table, column, value)
  if (forbiddenCharacters.test(value)) throw invalidCharacters(column.logicalName)
  if (column.maxLength !== undefined && value.length > column.maxLength) {
    throw stringTooLong(column.logicalName, table.logicalName, column.maxLength)
  }
  return value
}

const storedMoment = (table: Table, column: Column, value: unknown): string => {
  const isDateOnly = column.format === 'DateOnly'
  // A bare day in a body is no Edm.DateTimeOffset, though filters may carry one.
  const hasTime = typeof value === 'string' && value.includes('T')
  const moment = typeof value === 'string' && hasTime !== isDateOnly ? normaliseMoment(value, isDateOnly) : undefined
  if (moment === undefined) throw cannotConvert(table, column, value)
  return moment
}

const isOutside = (column: Column, value: number): boolean =>
  value < (column.min ?? -Infinity) || value > (column.max ?? Infinity)

const rangeOf = (table: Table, column: Column, value: number) => ({
  attribute: column.logicalName,
  entity: table.logicalName,
  value,
  accepted: `${column.min ?? ''} to ${column.max ?? ''}`,
})

const storedInteger = (table: Table, column: Column, value: unknown): number => {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw cannotConvert(table, column, value)
  if (column.kind === 'Integer' && (value > 2_147_483_647 || value < -2_147_483_648)) {
    throw cannotConvert(table, column, value)
  }
  if (isOutside(column, value)) throw integerOutOfRange(rangeOf(table, column, value))
  return value
}

const storedDecimal = (table: Table, column: Column, value: unknown): number => {
  if (typeof value !== 'number') throw cannotConvert(table, column, value)
  if (isOutside(column, value)) throw decimalOutOfRange(rangeOf(table, column, value))
  const scale = 10 ** (column.precision ?? 2)
  return Math.round(value * scale) / scale
}

const storedChoice = (table: Table, column: Column, value: unknown): number => {
  if (typeof value !== 'number' || !Number.isInteger(value)) throw cannotConvert(table, column, value)
  const choices = column.choices ?? []
  if (choices.some((choice) => choice.value === value)) return value
  throw choiceOutOfRange({
    attribute: column.logicalName,
    entity: table.logicalName,
    value,
    accepted: choices.map((choice) => choice.value).join(','),
  })
}

const storedFlag: Store = (table, column, value) => {
  if (typeof value !== 'boolean') throw cannotConvert(table, column, value)
  return value ? 1 : 0
}

const storedId: Store = (table, column, value) => {
  if (typeof value !== 'string' || !isGuid(value)) throw cannotConvert(table, column, value)
  return normaliseGuid(value)
}

const stores: Readonly<Record<ColumnKind, Store>> = {
  String: storedText,
  Memo: storedText,
  Boolean: storedFlag,
  DateTime: storedMoment,
  Uniqueidentifier: storedId,
  Lookup: storedId,
  Owner: storedId,
  Customer: storedId,
  Integer: storedInteger,
  BigInt: storedInteger,
  Picklist: storedChoice,
  State: storedChoice,
  Status: storedChoice,
  Decimal: storedDecimal,
  Double: storedDecimal,
  Money: storedDecimal,
}
