import type { Row } from '../../store/sandbox-store.ts'
import type { Table } from '../catalogue/table.ts'
import type { KeyValue } from '../odata/resource-path.ts'
import type { Operation, OperationContext, Reply } from '../operation.ts'

/** One call of a function or action: its parameters from the brackets, and the row it is bound to, if any. */
export interface FunctionCall {
  readonly context: OperationContext
  readonly operation: Operation
  readonly parameters: ReadonlyMap<string, KeyValue>
}

export type UnboundFunction = (call: FunctionCall) => Reply

/** A call on one row: `systemusers(<id>)/Microsoft.Dynamics.CRM.…`. */
export interface BoundCall extends FunctionCall {
  readonly table: Table
  readonly row: Row
}

export type BoundFunction = (call: BoundCall) => Reply
