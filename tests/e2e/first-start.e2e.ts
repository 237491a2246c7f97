import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { LEADS_CSV } from '../support/fixture-path.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'

const DOMAIN = 'fidan-lojistik.example'

test('from the first start a lead is imported, pushed, shown as synced, and its link opens its record', async () => {
  await using started = await launchApp()
  const { app, page } = started
  const window = new ConsoleWindow(page)
  const leads = new LeadsPage(page)
  await expect(window.heading('Overview')).toBeVisible()

  await window.goTo('Leads')
  await expect(page.getByText('No leads yet')).toBeVisible()
  await chooseFile(app, LEADS_CSV)
  await leads.import()
  await expect(leads.row(DOMAIN)).toContainText('Not synced')

  await leads.push(DOMAIN)
  await expect(leads.row(DOMAIN)).toContainText('Synced')
  const details = leads.details(DOMAIN)
  await expect(details).toContainText('Synced')

  const [record] = await Promise.all([
    app.waitForEvent('window'),
    details.getByRole('button', { name: 'Open in Dynamics 365' }).click(),
  ])
  await expect(record).toHaveTitle(new RegExp(`Hunter: ${DOMAIN.replaceAll('.', '[.]')}`))
  await expect(record).toHaveURL(/^https:\/\/127\.0\.0\.1:\d+\/main\.aspx\?.*etn=lead/)
  const id = new URL(record.url()).searchParams.get('id') ?? 'no id'
  await expect(details).toContainText(id)
})

test('an export with broken lines gives the reason for each and imports the others', async () => {
  using folder = makeTempDir()
  const file = join(folder.path, 'export.csv')
  writeFileSync(file, 'domain,company_name\ngood.example,Good A.Ş.\nnot a domain,Bad Ltd.\n,Nameless\n')
  await using started = await launchApp()
  const leads = new LeadsPage(started.page)
  await new ConsoleWindow(started.page).goTo('Leads')
  await chooseFile(started.app, file)
  await leads.import()
  await expect(leads.importSummary).toContainText('3 rows read: 1 new, 0 updated, 2 rejected.')
  await expect(leads.rejectedLines).toHaveText([/^Line 3.{10,}/, /^Line 4.{10,}/])
  await expect(leads.row('good.example')).toBeVisible()
})
