import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { AxeBuilder } from '@axe-core/playwright'
import { chooseFile } from '../support/choose-file.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'

const FILE = [
  'Firma;Web sitesi;provider;Büyüklük;Not',
  'Ege Yazılım A.Ş. 🚀;ege-yazilim.example;M365;small;"İlk görüşme; olumlu"',
  'Fidan Lojistik;fidan.example;Google;devasa;',
  'Kısa;not a domain;Zoho;small;x',
].join('\n')

const column = (page: Page, name: string) => page.getByRole('combobox', { name: `What column ${name} is read as` })

test('a file with other names is imported once the admin says what its columns are, after its first rows were shown', async () => {
  using input = makeTempDir()
  const csv = join(input.path, 'müşteriler.csv')
  writeFileSync(csv, FILE)
  await using started = await launchApp()
  const { app, page } = started
  await chooseFile(app, csv)
  const picture = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) })
  const leads = new LeadsPage(page)
  await new ConsoleWindow(page).goTo('Leads')
  await page.getByRole('button', { name: 'Import…' }).first().click()

  const dialog = page.getByRole('dialog', { name: 'What are the columns of müşteriler.csv?' })
  await expect(dialog.getByRole('row', { name: /^Web sitesi/ })).toContainText('ege-yazilim.example')
  await expect(column(page, 'provider')).toHaveValue('provider')
  await expect(dialog.getByText('One column must hold the domains')).toBeVisible()
  await picture('asked-light')
  await column(page, 'Firma').selectOption('Company')
  await column(page, 'Web sitesi').selectOption('Company')
  await expect(dialog.getByText('Two columns are read as Company; choose one.')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Import' })).toBeDisabled()
  await column(page, 'Web sitesi').selectOption('Domain')
  await column(page, 'Büyüklük').selectOption('Tenant size')
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture('chosen-dark')
  const judged = await new AxeBuilder({ page }).setLegacyMode().include('[role="dialog"]').analyze()
  expect(judged.violations.map(({ id }) => id)).toEqual([])

  await dialog.getByRole('button', { name: 'Import' }).click()
  await expect(leads.importSummary).toHaveText(/3 rows read: 2 new, 0 updated, 1 rejected/)
  await expect(dialog).toHaveCount(0)
  const details = await leads.open('fidan.example')
  await expect(details.getByText(/"devasa" is none of small, medium, large/)).toBeVisible()
  await picture('told-dark')
})
