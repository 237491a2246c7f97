import { quoted } from '../../store/table-schema.ts'
import { DataverseError } from '../dataverse-error.ts'
import { isText } from '../catalogue/column.ts'
import type { Row } from '../../store/sandbox-store.ts'
import type { Table } from '../catalogue/table.ts'
import type { Organisation } from '../organisation.ts'

const rulesSql = `
  SELECT r.duplicateruleid AS rule, r.matchingentityname AS matching, c.baseattributename AS base, c.matchingattributename AS other
  FROM duplicaterule r JOIN duplicaterulecondition c ON c.duplicateruleid = r.duplicateruleid
  WHERE r.baseentityname = ? AND r.statuscode = 2 ORDER BY r.duplicateruleid`

/**
 * Refuses a row that a published duplicate detection rule takes for a duplicate. Only called for requests that ask for it by
 * `MSCRM.SuppressDuplicateDetection: false`. All conditions of a rule must match; a blank value matches nothing.
 * Source: "Detect duplicate data using the Web API"; an older page shows the same code with status 500.
 *
 * @throws DataverseError 412 0x80040333
 */
export const checkDuplicates = (organisation: Organisation, table: Table, row: Row, ownId: string): void => {
  const conditions = organisation.store.all(rulesSql, [table.logicalName])
  for (const rule of new Set(conditions.map((condition) => condition['rule']))) {
    const own = conditions.filter((condition) => condition['rule'] === rule)
    if (!hasMatch(organisation, own, row, ownId)) continue
    throw new DataverseError(
      412,
      '0x80040333',
      'A record was not created or updated because a duplicate of the current record already exists.',
    )
  }
}

const hasMatch = (organisation: Organisation, conditions: readonly Row[], row: Row, ownId: string): boolean => {
  const matching = organisation.catalogue.find(String(conditions[0]?.['matching']))
  if (!matching) return false
  const values = conditions.map((condition) => row[String(condition['base'])] ?? null)
  if (values.some((value) => value === null || value === '')) return false
  const terms = conditions.map((condition) => {
    const column = matching.columns.get(String(condition['other']))
    return `t.${quoted(String(condition['other']))} = ?${column && isText(column) ? ' COLLATE NOCASE' : ''}`
  })
  const sql = [...terms, `t.${quoted(matching.primaryId)} <> ?`].join(' AND ')
  const condition = { sql, parameters: [...values, ownId] }
  return organisation.records.query(matching, { conditions: [condition], order: [], limit: 1 }).length > 0
}
