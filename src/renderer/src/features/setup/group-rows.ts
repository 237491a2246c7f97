import type { CheckRow, CheckStatus } from '../../../../shared/model/check.ts'

export interface RowGroup {
  /** The runbook's part: `P`, `A1`, `A2`, `B3` … */
  readonly id: string
  readonly rows: readonly CheckRow[]
}

/** Rows under the runbook's headings, in the order they came. `A1.3` belongs to `A1`, `P2` to `P`. */
export function groupRows(rows: readonly CheckRow[]): readonly RowGroup[] {
  const groups = new Map<string, CheckRow[]>()
  for (const row of rows) {
    const id = row.id.startsWith('P') ? 'P' : (row.id.split('.')[0] ?? row.id)
    const group = groups.get(id) ?? []
    group.push(row)
    groups.set(id, group)
  }
  return [...groups].map(([id, grouped]) => ({ id, rows: grouped }))
}

export function countByStatus(rows: readonly CheckRow[]): Readonly<Record<CheckStatus, number>> {
  const counts = { passed: 0, failed: 0, warning: 0, attested: 0, skipped: 0 }
  for (const row of rows) counts[row.status] += 1
  return counts
}
