import { AxeBuilder } from '@axe-core/playwright'
import { randomUUID } from 'node:crypto'
import { expect, test, type Page } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { LEADS_CSV } from '../support/fixture-path.ts'
import { launchApp } from '../support/launch-app.ts'
import { dataverseOf } from '../support/raw-dataverse.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'

/* What opens over the leads, worked without a mouse. */

const DOMAIN = 'fidan-lojistik.example'
const patience = { timeout: 60_000 }

/** Opens by Enter, is looked at, closes by Escape alone, and the focus is back where it was. */
async function opensAndGivesBack(page: Page, opener: string, shown: RegExp): Promise<void> {
  const button = page.getByRole('button', { name: opener })
  await button.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText(shown, patience)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect.soft(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${opener}: ${id}: ${html}`))).toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await expect(button).toBeFocused()
}

test('forecast, conflicts by rule, duplicate radar and erasure open and close by the keyboard, and give the focus back', async () => {
  test.setTimeout(120_000)
  await using sandbox = await startSharedSandbox()
  const dataverse = await dataverseOf(sandbox.info)
  await dataverse.createLead(randomUUID(), { subject: 'Web form', lastname: 'Kaya', websiteurl: `https://${DOMAIN}` })
  await using started = await launchApp({ env: sandbox.env })
  const { app, page } = started
  const leads = new LeadsPage(page)
  await new ConsoleWindow(page).goTo('Leads')
  await chooseFile(app, LEADS_CSV)
  await leads.import()
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click()
  await leads.push(DOMAIN)
  await expect(leads.row(DOMAIN)).toContainText('Conflict', patience)

  await leads.details(DOMAIN).getByRole('tab', { name: 'Company' }).click()
  await opensAndGivesBack(page, 'Erase personal data…', /Domain, ids and attempts stay/)
  await expect(leads.details(DOMAIN)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(leads.details(DOMAIN)).toHaveCount(0)
  await expect(leads.row(DOMAIN)).toBeFocused()

  await opensAndGivesBack(page, 'Settle 1 conflict…', /stays in conflict\s*None of the records found is open/)
  await opensAndGivesBack(page, 'Duplicate radar', /leads looked at/)
  await opensAndGivesBack(page, 'Push all', /Expected pauses/)
})
