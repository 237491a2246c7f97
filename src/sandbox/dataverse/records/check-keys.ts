import { quoted } from '../../store/table-schema.ts'
import { duplicateKey } from '../errors.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Table } from '../catalogue/table.ts'
import type { Organisation } from '../organisation.ts'

/**
 * Refuses a row whose values another row holds under an active alternate key. Asked before the write, so that the answer can
 * name the key; the unique index stays as the last word.
 *
 * @throws DataverseError 412 0x80060892
 */
export const checkKeys = (organisation: Organisation, table: Table, row: Row, ownId: string): void => {
  for (const key of table.keys.values()) {
    if (key.status !== 'Active') continue
    const values = key.columns.map((name) => row[name] ?? null)
    // A row with a null in the key is not constrained (unconfirmed).
    if (values.includes(null)) continue
    const [other] = organisation.records.query(table, {
      conditions: [
        {
          sql: `${key.columns.map((name) => `t.${quoted(name)} = ?`).join(' AND ')} AND t.${quoted(table.primaryId)} <> ?`,
          parameters: [...values, ownId],
        },
      ],
      order: [],
      limit: 1,
    })
    if (other) throw duplicateKey(key.label)
  }
}
