import { expect, test } from '@playwright/test'
import { launchApp } from '../support/launch-app.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { TenantsPage } from './pages/tenants-page.ts'

test('how often a push tries again is set in the window, within its limits, and outlives it', async () => {
  await using started = await launchApp()
  const { page } = started
  await new ConsoleWindow(page).goTo('Tenants')
  await new TenantsPage(page).show('sandbox')
  const retries = page.getByRole('spinbutton', { name: 'Retries' })
  await expect(retries).toHaveValue('3')
  await retries.fill('5')
  await retries.press('Enter')
  await retries.press('ArrowUp')
  await expect(retries).toHaveValue('6')
  await retries.fill('7.5')
  await retries.press('Tab')
  await expect(page.getByText('A whole number from 0 to 10.')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('refused-light.png') })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: test.info().outputPath('refused-dark.png') })
  await page.reload()
  await new ConsoleWindow(page).goTo('Tenants')
  await new TenantsPage(page).show('sandbox')
  await expect(retries).toHaveValue('6')
})
