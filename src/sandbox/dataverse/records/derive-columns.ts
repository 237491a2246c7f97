import { invalidStatus } from '../errors.ts'
import type { Row, SqlValue } from '../../store/sandbox-store.ts'
import type { Choice } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'
import type { Organisation } from '../organisation.ts'

/**
 * Fills in the columns that follow from others: full names, composed addresses, the owner by kind, state and status.
 * `row` holds the new values and is completed in place; `before` is the stored row of an update.
 *
 * @throws DataverseError 400 0x80048408 when status and state do not fit together.
 */
export const deriveColumns = (organisation: Organisation, table: Table, row: Row, before: Row | undefined): void => {
  if (hasComposedName.has(table.logicalName)) composeName(row, before)
  if (table.columns.has('address1_composite')) composeAddress(row, before)
  if (table.ownership === 'UserOwned' && 'ownerid' in row) splitOwner(row)
  if (table.columns.has('statecode')) settleState(table, row, before)
  if (before === undefined) backdate(row)
  if (table.logicalName === 'systemuser' || table.logicalName === 'team') organisation.securityRevision += 1
}

const hasComposedName = new Set(['lead', 'contact'])

/** `overriddencreatedon` becomes the date of creation, and keeps the real one (migrated records). */
const backdate = (row: Row): void => {
  const wanted = row['overriddencreatedon'] ?? null
  if (wanted === null) return
  row['overriddencreatedon'] = row['createdon'] ?? null
  row['createdon'] = wanted
}

/** The owner once more, as the user or the team that it is. */
const splitOwner = (row: Row): void => {
  const owner = row['ownerid'] ?? null
  row['owninguser'] = row['ownerid$type'] === 'systemuser' ? owner : null
  row['owningteam'] = row['ownerid$type'] === 'team' ? owner : null
}

const composeName = (row: Row, before: Row | undefined): void => {
  if (!('firstname' in row) && !('lastname' in row)) return
  const parts = [row['firstname'] ?? before?.['firstname'], row['lastname'] ?? before?.['lastname']]
  const kept = parts.filter((part) => part != null && part !== '')
  row['fullname'] = kept.length === 0 ? null : kept.join(' ')
}

const addressColumns = ['line1', 'line2', 'line3', 'postalcode', 'city', 'stateorprovince', 'country'] as const

const composeAddress = (row: Row, before: Row | undefined): void => {
  const names = addressColumns.map((name) => `address1_${name}`)
  if (!names.some((name) => name in row)) return
  const parts = names
    .map((name) => (name in row ? row[name] : before?.[name]))
    .filter((part) => part != null && part !== '')
  row['address1_composite'] = parts.length === 0 ? null : parts.join('\r\n')
}

/** A state without a status takes that state's first status; a status alone must belong to the state in force. */
const settleState = (table: Table, row: Row, before: Row | undefined): void => {
  const state = row['statecode'] ?? before?.['statecode'] ?? 0
  if (row['statuscode'] == null) {
    if (mustChooseStatus(row, before)) row['statuscode'] = firstStatus(table, state)
    return
  }
  const status = choicesOf(table, 'statuscode').find((choice) => choice.value === row['statuscode'])
  if (!status || status.state === state) return
  const label = stateLabel(table, state)
  throw invalidStatus(status.value, label, table.schemaName, String((before ?? row)[table.primaryId]))
}

const choicesOf = (table: Table, name: string): readonly Choice[] => table.columns.get(name)?.choices ?? []

const stateLabel = (table: Table, state: SqlValue): string =>
  choicesOf(table, 'statecode').find((choice) => choice.value === state)?.label ?? String(state)

const firstStatus = (table: Table, state: SqlValue): number | null =>
  choicesOf(table, 'statuscode').find((choice) => choice.state === state)?.value ?? null

const mustChooseStatus = (row: Row, before: Row | undefined): boolean => {
  if (before === undefined || row['statuscode'] === null) return true
  return row['statecode'] != null && row['statecode'] !== before['statecode']
}
