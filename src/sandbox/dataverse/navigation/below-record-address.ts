import type { Row } from '../../store/sandbox-store.ts'
import type { Table } from '../catalogue/table.ts'
import type { Segment } from '../odata/resource-path.ts'

/** What a request addresses below one row. */
export interface BelowRecord {
  readonly table: Table
  readonly row: Row
  /** The segment behind the row's key, and what follows it. */
  readonly next: Segment
  readonly rest: readonly Segment[]
}
