import { expect, test } from '@playwright/test'
import { cutNetwork } from '../support/cut-network.ts'
import { findText } from '../support/find-text.ts'
import { launchApp } from '../support/launch-app.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { TenantsPage, type TenantEntry } from './pages/tenants-page.ts'

const ENTRY: TenantEntry = {
  name: 'Contoso DEV',
  baseUrl: 'https://contoso.crm4.dynamics.com',
  entraTenantId: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
  clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
  secret: 'not-the-secret',
}

test('a wrong client secret is told as AADSTS7000215 with what to do', async () => {
  await using sandbox = await startSharedSandbox({ clientSecret: 'the-id-instead-of-the-value' })
  await using started = await launchApp({ env: sandbox.env })
  const { page } = started
  const tenants = new TenantsPage(page)
  await new ConsoleWindow(page).goTo('Tenants')
  await tenants.show('sandbox')
  await tenants.testButton.click()
  await expect(
    page.getByRole('main').getByText('The client secret is wrong; often the id of the secret was pasted'),
  ).toBeVisible()
  await expect(page.getByRole('main').getByText('Create a new secret under Certificates & secrets')).toBeVisible()
  await page.getByRole('button', { name: 'Details for support' }).click()
  await expect(page.getByRole('main').getByText('AADSTS7000215', { exact: true })).toBeVisible()
})

test('an address that is not Dataverse is refused at its field, and nothing is saved', async () => {
  await using started = await launchApp()
  const { page } = started
  const tenants = new TenantsPage(page)
  await new ConsoleWindow(page).goTo('Tenants')
  await tenants.startAdding()
  await tenants.fill({ ...ENTRY, baseUrl: 'https://contoso.crm4.dynamics.com.example.org' })
  await tenants.submit()
  await expect(tenants.dialog.getByText('An https address of a Dynamics 365 environment')).toBeVisible()
  await expect(tenants.dialog.getByText('is not a Dataverse host')).toBeVisible()
  await tenants.dialog.getByRole('button', { name: 'Cancel' }).click()
  await expect(tenants.inList('sandbox')).toBeVisible()
  await expect(tenants.inList(ENTRY.name)).toHaveCount(0)
})

test('without a network a test of the connection says so, and nobody finds the secret that was typed', async () => {
  const secret = `Canary "ü" ~/+%& ${crypto.randomUUID()}`
  using data = makeTempDir()
  await using started = await launchApp({ dataDir: data.path })
  const { app, page } = started
  await cutNetwork(app)
  const tenants = new TenantsPage(page)
  await new ConsoleWindow(page).goTo('Tenants')
  await tenants.startAdding()
  await tenants.fill({ ...ENTRY, secret })
  await tenants.submit()
  await expect(tenants.dialog).toBeHidden()
  await tenants.show(ENTRY.name)
  await expect(page.getByRole('main').getByText(/^The client secret is in the /)).toBeVisible()
  await expect(page.getByRole('main').getByText('Off. Every push is refused')).toBeVisible()

  await tenants.testButton.click()
  await expect(page.getByRole('main').getByText('The name of the server could not be found.')).toBeVisible()
  await expect(page.getByRole('main').getByText('Check the network and the spelling of the base URL.')).toBeVisible()

  const shown = await page.evaluate(() => [
    document.documentElement.outerHTML,
    ...[...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  ])
  expect(shown.filter((text) => text.includes(secret) || text.includes(secret.slice(-36)))).toEqual([])

  // While the console runs, with what it has not flushed yet, and after it has tidied up.
  expect(findText(data.path, secret).found).toEqual([])
  await started.close()
  const { found, files } = findText(data.path, secret)
  expect(files).toBeGreaterThan(3)
  expect(found).toEqual([])
})
