import { safe } from './html.ts'
import { page } from './page-layout.ts'
import type { SqlCondition } from '../store/record-store.ts'
import type { Row } from '../store/sandbox-store.ts'
import type { Reply } from '../dataverse/operation.ts'
import type { Organisation } from '../dataverse/organisation.ts'
import type { Markup } from './html.ts'

const shownRows = 100

/** The *Leads* list with search by e-mail and company; the newest first. */
export const leadListPage = (organisation: Organisation, query: ReadonlyMap<string, string>): Reply => {
  const table = organisation.catalogue.get('lead')
  const email = query.get('email')?.trim() ?? ''
  const company = query.get('company')?.trim() ?? ''
  const conditions = [...search('emailaddress1', email), ...search('companyname', company)]
  const rows = organisation.records.query(table, {
    conditions,
    order: ['t.createdon DESC', 't.versionnumber DESC'],
    limit: shownRows,
  })
  const total = organisation.records.count(table, conditions, 1_000_000)
  return page(
    200,
    'Leads',
    safe`<div class="card">
      <h1>Leads</h1>
      <form method="get" action="/main.aspx">
        <input type="hidden" name="pagetype" value="entitylist" /><input type="hidden" name="etn" value="lead" /><label
          >E-mail<input name="email" value="${email}" /></label
        ><label>Company<input name="company" value="${company}" /></label><button type="submit">Search</button>
      </form>
      <p class="soft">${summary(total, rows.length)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            <th scope="col">Company</th>
            <th scope="col">E-mail</th>
            <th scope="col">Status</th>
            <th scope="col">Created (UTC)</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => listRow(organisation, row))}
        </tbody>
      </table>
    </div>`,
  )
}

const summary = (total: number, shown: number): string => {
  if (total === 0) return 'No leads found.'
  return total === shown ? `${total} found.` : `${total} found, the newest ${shown} shown.`
}

const search = (column: string, text: string): readonly SqlCondition[] =>
  text === '' ? [] : [{ sql: `instr(fold(t."${column}"), ?) > 0`, parameters: [text.toLowerCase()] }]

const listRow = (organisation: Organisation, row: Row): Markup => {
  const statuses = organisation.catalogue.get('lead').columns.get('statuscode')?.choices ?? []
  const status = statuses.find((choice) => choice.value === row['statuscode'])?.label ?? ''
  const text = (name: string): string => String(row[name] ?? '')
  const link = `/main.aspx?pagetype=entityrecord&etn=lead&id=${text('leadid')}`
  return safe`<tr>
    <td><a href="${link}">${text('subject') || '(no topic)'}</a></td>
    <td>${text('companyname')}</td>
    <td>${text('emailaddress1')}</td>
    <td>${status}</td>
    <td>${text('createdon')}</td>
  </tr>`
}
