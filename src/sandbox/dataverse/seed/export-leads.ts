import { propertyName } from '../catalogue/column.ts'
import type { Organisation } from '../organisation.ts'

/** All leads with every filled column, oldest first. */
export const exportLeads = (organisation: Organisation): readonly Record<string, unknown>[] => {
  const table = organisation.catalogue.get('lead')
  const rows = organisation.records.query(table, { conditions: [], order: ['t.versionnumber'], limit: undefined })
  return rows.map((row) => {
    const json: Record<string, unknown> = {}
    for (const column of table.columns.values()) {
      const value = row[column.logicalName] ?? null
      if (value !== null) json[propertyName(column)] = column.kind === 'Boolean' ? value === 1 : value
    }
    return json
  })
}

export const countLeads = (organisation: Organisation): number =>
  Number(organisation.store.get('SELECT count(*) AS n FROM lead')?.['n'] ?? 0)
