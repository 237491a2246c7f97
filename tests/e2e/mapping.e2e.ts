import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { exampleExport } from '../support/example-export.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'
import { TenantsPage } from './pages/tenants-page.ts'

const DOMAIN = 'fidan-lojistik.example'

test('an own profile starts as a copy, is not saved while a column is wrong, and then decides what a push would send', async () => {
  using input = makeTempDir()
  const csv = join(input.path, 'hunter-export.csv')
  writeFileSync(csv, exampleExport())
  await using started = await launchApp()
  const { app, page } = started
  await chooseFile(app, csv)
  const picture = (name: string) => page.screenshot({ path: test.info().outputPath(`${name}.png`) })
  const window = new ConsoleWindow(page)
  const leads = new LeadsPage(page)
  await window.goTo('Leads')
  await leads.import()
  await window.goTo('Tenants')
  await new TenantsPage(page).show('sandbox')
  const mapping = page.getByRole('region', { name: 'Mapping' })
  const row = (name: string) => mapping.getByRole('listitem', { name: `Row ${name}`, exact: true })

  await mapping.getByRole('radio', { name: 'hnt' }).check()
  await mapping.getByRole('button', { name: 'Start own profile from this one' }).click()
  await expect(row('hnt_finalscore').getByRole('combobox').last()).toHaveValue('readinessScore')
  await expect(row('hnt_huntertenantsize').getByRole('group')).toBeVisible()

  const provider = row('hnt_provider').getByRole('combobox').first()
  await provider.fill('hnt_lastsync')
  await provider.press('Tab')
  await mapping.getByRole('button', { name: 'Save and use' }).click()
  await expect(mapping.getByText(/^Not saved\. Dynamics 365 would refuse/)).toBeVisible()
  await expect(row('hnt_lastsync').getByText('The lead table has no column hnt_lastsync.')).toBeVisible()
  await row('hnt_lastsync').scrollIntoViewIfNeeded()
  await picture('refused-light')

  const wrong = row('hnt_lastsync').getByRole('combobox').first()
  await wrong.fill('')
  await wrong.pressSequentially('city')
  await expect(page.getByRole('option', { name: /address1_city/ })).toBeVisible()
  await picture('picker-light')
  await page.getByRole('option', { name: /address1_city/ }).click()
  await mapping.getByRole('button', { name: 'Save and use' }).click()
  await expect(mapping.getByText(/^Saved\./)).toBeVisible()
  await expect(mapping.getByText('In use', { exact: true })).toBeVisible()
  await expect(mapping.getByRole('rowheader', { name: /address1_city/ })).toBeVisible()
  await page.emulateMedia({ colorScheme: 'dark' })
  await picture('saved-dark')

  await window.goTo('Leads')
  const details = await leads.open(DOMAIN)
  await details.getByRole('tab', { name: 'Payload' }).click()
  await expect(details.getByRole('row', { name: /address1_city/ })).toContainText('M365')
  await expect(details.getByRole('rowheader', { name: 'Final Score hnt_finalscore' })).toBeVisible()
  await expect(details.getByRole('row', { name: /hnt_provider/ })).toHaveCount(0)
  await picture('payload-dark')
})
