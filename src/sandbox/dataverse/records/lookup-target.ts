import { targetColumnName } from '../catalogue/column.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Column, LookupTarget } from '../catalogue/column.ts'

/** The table a lookup's value belongs to: the only possible one, or the one stored beside it. */
export const lookupTarget = (column: Column, row: Row): LookupTarget | undefined => {
  const targets = column.targets ?? []
  if (targets.length === 1) return targets[0]
  return targets.find((target) => target.table === row[targetColumnName(column)])
}
