import { formatValue } from '../dataverse/records/format-value.ts'
import { propertyName } from '../dataverse/catalogue/column.ts'
import { safe } from './html.ts'
import { page } from './page-layout.ts'
import type { Reply } from '../dataverse/operation.ts'
import type { Organisation } from '../dataverse/organisation.ts'
import type { Row } from '../store/sandbox-store.ts'
import type { Column } from '../dataverse/catalogue/column.ts'
import type { Table } from '../dataverse/catalogue/table.ts'
import type { Markup } from './html.ts'

/** The form of one record: every filled column under its label. */
export const recordPage = (organisation: Organisation, table: Table, row: Row): Reply => {
  const id = String(row[table.primaryId])
  const title = titleOf(table, row)
  const columns = [...table.columns.values()].filter((column) => (row[column.logicalName] ?? null) !== null)
  const fields = (wanted: boolean): readonly Markup[] =>
    columns.filter((column) => column.isCustom === wanted).map((column) => field(organisation, column, row))
  const custom = fields(true)
  return page(
    200,
    title,
    safe`<div class="card">
      <p class="soft">${table.label}</p>
      <h1>${title}</h1>
      <p class="soft">${id}</p>
      <h2>Details</h2>
      <dl>${fields(false)}</dl>
      ${
        custom.length > 0
          ? safe`<h2>Custom columns</h2>
              <dl>${custom}</dl>`
          : safe``
      }
    </div>`,
  )
}

const titleOf = (table: Table, row: Row): string => {
  const names = [table.logicalName === 'lead' ? row['subject'] : undefined, row[table.primaryName]]
  const found = names.find((name) => name != null && name !== '')
  return found === undefined ? '(no name)' : String(found)
}

const field = (organisation: Organisation, column: Column, row: Row): Markup => {
  const shown = formatValue(organisation, column, row) ?? String(row[column.logicalName])
  return safe`<dt title="${propertyName(column)}">${column.label}</dt><dd>${shown}</dd>`
}

/** What Dynamics says when a link leads nowhere. */
export const missingPage = (tableLabel: string, id: string): Reply =>
  page(
    404,
    'Record is unavailable',
    safe`<div class="card">
      <h1>Record is unavailable</h1>
      <p>${tableLabel} With Id = ${id} Does Not Exist</p>
      <p class="soft">The record may have been deleted, or the link may name another table.</p>
    </div>`,
  )
