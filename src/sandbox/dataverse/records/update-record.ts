import { missingRecord, readOnlyRecord } from '../errors.ts'
import { requireRightOn } from '../security/authorise.ts'
import { checkDuplicates } from './check-duplicates.ts'
import { checkKeys } from './check-keys.ts'
import { deriveColumns } from './derive-columns.ts'
import { momentOf } from './moment.ts'
import { parseRecord } from './parse-record.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Table } from '../catalogue/table.ts'
import type { OperationContext } from '../operation.ts'
import type { JsonObject } from '../read-json-body.ts'

export interface UpdateRequest {
  readonly table: Table
  readonly id: string
  readonly body: JsonObject
}

/**
 * Changes the columns that the body names; every update gives the row a new version.
 *
 * @throws DataverseError 404 0x80040217 when the row is not there, 403 without the right, 400 for broken column rules and for
 *   closed leads, which are read-only until they are reactivated.
 */
export const updateRecord = (context: OperationContext, request: UpdateRequest): void => {
  const { table, id } = request
  const { records } = context.organisation
  const before = records.byId(table, id)
  if (!before) throw missingRecord(table, id)
  requireRightOn(context.caller, 'Write', table, before)
  const { values } = parseRecord(context, table, request.body, 'update')
  if (isClosed(table, before) && !('statecode' in values)) throw readOnlyRecord()
  applyChanges(context, table, before, values)
}

/** Writes already judged values, with the server's own columns beside them. */
export const applyChanges = (context: OperationContext, table: Table, before: Row, values: Row): void => {
  const { organisation, caller } = context
  const id = String(before[table.primaryId])
  const changes = { ...values }
  deriveColumns(organisation, table, changes, before)
  const after = { ...before, ...changes }
  checkKeys(organisation, table, after, id)
  if (context.detectsDuplicates) checkDuplicates(organisation, table, after, id)
  organisation.records.update(table, id, {
    ...changes,
    modifiedon: momentOf(organisation.now()),
    modifiedby: caller.userId,
    versionnumber: organisation.versions.take(),
  })
  organisation.steps.fire('Update', table, id)
}

/** Source: "Lead table/entity reference"; qualified and disqualified leads are read-only until they are reactivated. */
const isClosed = (table: Table, row: Row): boolean => table.logicalName === 'lead' && row['statecode'] !== 0
