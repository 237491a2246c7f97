import { isPolymorphic, targetColumnName } from '../catalogue/column.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Column } from '../catalogue/column.ts'
import type { Table } from '../catalogue/table.ts'

/** What a lookup column stores for a target: its id, and its table where several are possible. */
export const lookupValues = (column: Column, target: Table | undefined, id: string | null): Row => ({
  [column.logicalName]: id,
  ...(isPolymorphic(column) ? { [targetColumnName(column)]: target?.logicalName ?? null } : {}),
})
