import { expect, test } from '@playwright/test'
import { launchApp } from '../support/launch-app.ts'
import { dataverseOf } from '../support/raw-dataverse.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { ConsoleWindow } from './pages/console-window.ts'

const patience = { timeout: 60_000 }

test('a missing column fails its row, is created from the shown plan, and the row passes', async () => {
  await using sandbox = await startSharedSandbox()
  const dataverse = await dataverseOf(sandbox.info)
  await dataverse.deleteColumn('hnt_finalscore')
  await using started = await launchApp({ env: sandbox.env })
  const { page } = started
  await new ConsoleWindow(page).goTo('Setup')
  await page.getByRole('button', { name: 'Run checks' }).first().click()
  const row = page.locator('[data-row="A3"]')
  await expect(row).toHaveAttribute('data-status', 'failed', patience)
  await expect(row).toContainText('The lead table lacks hnt_finalscore')
  await expect(row).toContainText(
    'A pass means: No push under the chosen mapping profile is refused because of a column.',
  )
  await expect(row.getByText(/Checked now$/)).toBeVisible()

  await row.getByRole('button', { name: 'Create missing columns…' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row', { name: /hnt_finalscore Integer 0–100/ })).toBeVisible(patience)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(dialog.getByText('Created and published: hnt_finalscore.')).toBeVisible(patience)
  await dialog.getByRole('button', { name: 'Check again' }).click()
  await expect(row).toHaveAttribute('data-status', 'passed', patience)
})

test('an error message pasted as it is finds its code', async () => {
  await using started = await launchApp()
  const { page } = started
  await new ConsoleWindow(page).goTo('Setup')
  await page.getByRole('tab', { name: 'Error codes' }).click()
  await page.getByRole('searchbox').fill('AADSTS7000215: Invalid client secret provided. Trace ID: 1')
  const codes = page.getByRole('tabpanel').getByRole('listitem')
  await expect(codes).toHaveCount(1)
  await expect(codes).toContainText('AADSTS7000215')
})
