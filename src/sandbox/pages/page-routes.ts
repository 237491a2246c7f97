import { isGuid, normaliseGuid } from '../dataverse/records/stored-value.ts'
import { safe } from './html.ts'
import { leadListPage } from './lead-list-page.ts'
import { missingPage, recordPage } from './lead-page.ts'
import { page } from './page-layout.ts'
import type { Reply } from '../dataverse/operation.ts'
import type { Table } from '../dataverse/catalogue/table.ts'
import type { Organisation } from '../dataverse/organisation.ts'

/**
 * The human pages. They need no token: the server listens on loopback only and holds rehearsal data, and the runbook's "look in
 * D365" must work in any browser of the same person.
 *
 * Both link forms work: `etn=lead` and the classic `etc=4`. `etc=1` is the account table, as in Dynamics, so the runbook's
 * misprinted link shows what it would show there.
 * Source: "Open apps, forms, views, dialogs, and reports with a URL".
 */
export const pageRoute = (
  organisation: Organisation,
  path: string,
  query: ReadonlyMap<string, string>,
): Reply | undefined => {
  if (path === '/' || path === '/main.aspx' || path === '/leads') return mainPage(organisation, query)
  if (path === '/favicon.ico') return { status: 204, headers: {}, body: '' }
  return undefined
}

const mainPage = (organisation: Organisation, query: ReadonlyMap<string, string>): Reply => {
  const table = tableOf(organisation, query)
  // Users and roles have no page: without a token only the tables of the business are shown.
  if (table?.ownership !== 'UserOwned') return unknownTable(query.get('etn') ?? query.get('etc') ?? '')
  const id = query.get('id')
  if (id === undefined || query.get('pagetype') === 'entitylist') return leadListPage(organisation, query)
  return oneRecord(organisation, table, id)
}

const oneRecord = (organisation: Organisation, table: Table, id: string): Reply => {
  if (!isGuid(id)) return missingPage(table.label, id.slice(0, 100))
  const row = organisation.records.byId(table, normaliseGuid(id))
  return row ? recordPage(organisation, table, row) : missingPage(table.label, normaliseGuid(id))
}

const tableOf = (organisation: Organisation, query: ReadonlyMap<string, string>): Table | undefined => {
  const name = query.get('etn')
  if (name !== undefined) return organisation.catalogue.find(name)
  const code = query.get('etc')
  if (code === undefined) return organisation.catalogue.get('lead')
  return organisation.catalogue.tables().find((table) => String(table.objectTypeCode) === code)
}

const unknownTable = (name: string): Reply =>
  page(
    404,
    'Unknown table',
    safe`<div class="card">
      <h1>Unknown table</h1>
      <p>There is no table “${name.slice(0, 100)}” in this organisation.</p>
    </div>`,
  )
