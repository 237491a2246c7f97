import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { BAD_LEADS_CSV, WHY_REFUSED } from '../support/bad-leads.ts'
import { chooseFile } from '../support/choose-file.ts'
import { launchApp } from '../support/launch-app.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'

const patience = { timeout: 60_000 }

test('bad leads are told in the window before anything is sent, each with its reason and what to do, and hold nothing else up', async () => {
  test.setTimeout(120_000)
  await using sandbox = await startSharedSandbox()
  using folder = makeTempDir()
  const file = join(folder.path, 'bad.csv')
  writeFileSync(file, BAD_LEADS_CSV)
  await using started = await launchApp({ env: sandbox.env })
  const { app, page } = started
  const leads = new LeadsPage(page)
  await new ConsoleWindow(page).goTo('Leads')
  await chooseFile(app, file)
  await leads.import()
  await expect(leads.rejectedLines).toHaveText([/2.*There is no domain\./])

  const details = await leads.open('mail.example')
  await expect(details).toContainText(WHY_REFUSED['mail.example'])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Push all 5…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('3, by their own values')
  await dialog.getByRole('button', { name: 'Dry run' }).click()
  await expect(dialog).toContainText('3 leads would be rejected', patience)
  for (const [domain, reason] of Object.entries(WHY_REFUSED)) {
    await expect(dialog.getByRole('listitem').filter({ hasText: domain })).toContainText(reason)
  }
  await expect(dialog).toContainText('Mend the values in Hunter and import again')
  await page.screenshot({ path: test.info().outputPath('dry-run.png') })
  expect(sandbox.control.leads()).toEqual([])

  await dialog.getByRole('button', { name: 'Start push' }).click()
  await expect(page.getByText('Push finished: 3 of 5 leads did not arrive').first()).toBeVisible(patience)
  await expect(leads.row('rocket.example')).toContainText('Synced')
  await expect(leads.row('fine.example')).toContainText('Synced')
  await expect(leads.row('long.example')).toContainText('Error')
  expect(sandbox.control.leads()).toHaveLength(2)
})
