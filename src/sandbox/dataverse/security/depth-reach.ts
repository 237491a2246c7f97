import type { Row } from '../../store/sandbox-store.ts'
import type { Table } from '../catalogue/table.ts'
import type { Depth } from './privilege-names.ts'

/**
 * Whether a privilege of the given depth reaches one row. With a single business unit, Local and Deep reach the same rows.
 * Rows owned by a team count as the business unit's here, not as the members' own.
 */
export const isWithinDepth = (
  user: { readonly userId: string; readonly businessUnitId: string },
  depth: Depth,
  table: Table,
  row: Row,
): boolean => {
  if (table.ownership !== 'UserOwned' || depth === 'Global') return true
  return depth === 'Basic' ? row['ownerid'] === user.userId : row['owningbusinessunit'] === user.businessUnitId
}
