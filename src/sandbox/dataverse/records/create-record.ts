import { randomUUID } from 'node:crypto'
import { duplicateId } from '../errors.ts'
import { requireRight } from '../security/authorise.ts'
import { checkDuplicates } from './check-duplicates.ts'
import { checkKeys } from './check-keys.ts'
import { deriveColumns } from './derive-columns.ts'
import { momentOf } from './moment.ts'
import { parseRecord } from './parse-record.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Table } from '../catalogue/table.ts'
import type { Organisation } from '../organisation.ts'
import type { OperationContext } from '../operation.ts'
import type { JsonObject } from '../read-json-body.ts'

export interface CreateRequest {
  readonly table: Table
  readonly body: JsonObject
  /** The primary key that the URL names; wins over one in the body. */
  readonly id?: string | undefined
  /** Columns that the URL's alternate key names; the body wins over them ("Use Upsert to Create or Update a record"). */
  readonly keyValues?: Row
}

/**
 * Creates a row and answers its id. The caller may choose the id.
 * Source: "Create a table row using the Web API".
 *
 * @throws DataverseError 403 without the privilege, 412 0x80040237 when the id exists, 412 0x80060892 for a key clash, 400 for
 *   broken column rules.
 */
export const createRecord = (context: OperationContext, request: CreateRequest): string => {
  const { table } = request
  requireRight(context.caller, 'Create', table)
  const parsed = parseRecord(context, table, request.body, 'create')
  const id = request.id ?? parsed.id ?? randomUUID()
  const { records } = context.organisation
  if (records.exists(table, id)) throw duplicateId()
  const row = { ...systemValues(context, table, id), ...request.keyValues, ...parsed.values }
  deriveColumns(context.organisation, table, row, undefined)
  checkKeys(context.organisation, table, row, id)
  if (context.detectsDuplicates) checkDuplicates(context.organisation, table, row, id)
  if (!isLost(context.organisation)) records.insert(table, row)
  context.organisation.steps.fire('Create', table, id)
  return id
}

/** Sabotage may lose a row that is answered as created; see `Sabotage.losesOneIn`. */
const isLost = (organisation: Organisation): boolean => {
  const { sabotage } = organisation
  if (sabotage.losesOneIn <= 0) return false
  organisation.createdRows += 1
  return organisation.createdRows % sabotage.losesOneIn === 0
}

/** What the server fills in by itself: ownership, audit columns, defaults. */
const systemValues = (context: OperationContext, table: Table, id: string): Row => {
  const { organisation, caller } = context
  const now = momentOf(organisation.now())
  const row: Row = {
    [table.primaryId]: id,
    createdon: now,
    modifiedon: now,
    createdby: caller.userId,
    modifiedby: caller.userId,
    versionnumber: organisation.versions.take(),
  }
  if (caller.onBehalfOf !== undefined) row['createdonbehalfby'] = caller.onBehalfOf
  if (table.ownership === 'UserOwned') {
    row['ownerid'] = caller.userId
    row['ownerid$type'] = 'systemuser'
    row['owningbusinessunit'] = caller.businessUnitId
  }
  for (const [name, value] of defaultsOf(table)) row[name] = value
  return row
}

const defaults = new WeakMap<Table, { size: number; entries: readonly (readonly [string, number])[] }>()

/** Defaults are asked for at every create, so they are gathered once per shape of the table. */
const defaultsOf = (table: Table): readonly (readonly [string, number])[] => {
  const known = defaults.get(table)
  if (known?.size === table.columns.size) return known.entries
  const entries = [...table.columns.values()].flatMap((column) =>
    column.defaultValue === undefined ? [] : [[column.logicalName, column.defaultValue] as const],
  )
  defaults.set(table, { size: table.columns.size, entries })
  return entries
}
