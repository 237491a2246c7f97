import { expect, test } from '@playwright/test'
import { launchApp } from '../support/launch-app.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
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

test('an owner is searched among users and teams, and where they cannot be read it says so and what to do', async () => {
  await using sandbox = await startSharedSandbox()
  await using started = await launchApp({ env: sandbox.env })
  const { page } = started
  await new ConsoleWindow(page).goTo('Tenants')
  await new TenantsPage(page).show('sandbox')
  const owner = page.getByRole('combobox', { name: 'Owner of new leads' })
  await owner.click()
  await expect(page.getByRole('option', { name: 'Sandbox Admin · user' })).toBeVisible()
  await owner.fill('nobody of that name')
  await expect(page.getByRole('option', { name: /^No enabled user/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(owner).toHaveValue('The application user')

  sandbox.control.addFault({
    match: { pathPattern: '/systemusers' },
    fault: { kind: 'status', status: 403, code: '0x80040220', message: 'is missing prvReadUser privilege' },
  })
  await owner.click()
  await expect(page.getByRole('option', { name: /^Users and teams could not be read/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('main').getByText(/^Give its security role the privilege/)).toBeVisible()
})
