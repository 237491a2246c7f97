import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import Database from 'better-sqlite3'
import { chooseFile, chooseTarget } from '../support/choose-file.ts'
import { startCompanyNetwork, type CompanyNetwork } from '../support/company-network.ts'
import { PLAYED_ORGANISATION } from '../support/intercepting-proxy.ts'
import { launchApp, type LaunchedApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { TenantsPage } from './pages/tenants-page.ts'

const NAME = 'Contoso PROD'
const PROXY_PASSWORD = 'p%ss wörd'

/** Adds a tenant that proves itself; the console is then in Setup. */
async function connect({ app, page }: LaunchedApp, company: CompanyNetwork, folder: string): Promise<TenantsPage> {
  const { clientId, clientSecret, tenantId } = company.sandbox.info
  const authority = join(folder, 'company.pem')
  writeFileSync(authority, company.proxy.authority.certPem)
  await chooseFile(app, authority)
  const tenants = new TenantsPage(page)
  const { dialog } = tenants
  await new ConsoleWindow(page).goTo('Tenants')
  await tenants.startAdding()
  await tenants.fill({
    name: NAME,
    baseUrl: PLAYED_ORGANISATION,
    entraTenantId: tenantId,
    clientId,
    secret: clientSecret,
  })
  await dialog.getByLabel('PROD').check()
  await dialog.getByRole('button', { name: 'Network' }).click()
  await dialog.getByRole('radio', { name: 'This one' }).check()
  await dialog.getByLabel('Address of the proxy').fill(company.proxy.url)
  await dialog.getByLabel('User name').fill('jane')
  await dialog.getByLabel('Password', { exact: true }).fill(PROXY_PASSWORD)
  await dialog.getByRole('button', { name: 'Choose file…' }).last().click()
  await dialog.getByText('company.pem').waitFor()
  await dialog.getByRole('button', { name: 'Test and add' }).click()
  await new ConsoleWindow(page).heading('Setup').waitFor({ timeout: 30_000 })
  return tenants
}

test('another organisation at a tenant’s address is refused with both ids, and accepted on PROD by the typed name', async () => {
  await using company = await startCompanyNetwork({ credentials: `jane:${PROXY_PASSWORD}` })
  using folder = makeTempDir()
  const first = await launchApp({ dataDir: folder.path })
  try {
    await connect(first, company, folder.path)
    await expect(first.page.getByText('No check failed.')).toBeVisible({ timeout: 60_000 })
  } finally {
    await first.close()
  }
  // As if the environment had been refreshed since: the console knows it as another organisation.
  const before = '9d0b7b3a-5c1e-4f7a-8a6e-0f2d5b1c7e44'
  const database = new Database(join(folder.path, 'console.sqlite'))
  database.prepare('UPDATE tenants SET organization_id = ? WHERE name = ?').run(before, NAME)
  database.close()

  await using second = await launchApp({ dataDir: folder.path })
  const { page } = second
  const tenants = new TenantsPage(page)
  await new ConsoleWindow(page).goTo('Tenants')
  await tenants.show(NAME)
  await tenants.testButton.click()
  const main = page.getByRole('main')
  await expect(main.getByText('Another organisation answers at this address than before.')).toBeVisible()
  await expect(main.getByText(before).first()).toBeVisible()
  await expect(main.getByText('Leads pushed before keep their ids and states', { exact: false })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('changed.png') })
  await main.getByRole('button', { name: 'Accept the new organisation…' }).click()
  const dialog = page.getByRole('dialog')
  const accept = dialog.getByRole('button', { name: 'Accept' })
  await expect(accept).toBeDisabled()
  await dialog.getByRole('textbox').fill(NAME)
  await accept.click()
  await expect(dialog).toBeHidden()
  await expect(main.getByText(/characters, valid until/)).toBeVisible()
  await expect(main.getByText(before)).toHaveCount(0)
  await new ConsoleWindow(page).goTo('Activity')
  await expect(page.getByText(`${NAME} now means organisation`, { exact: false }).first()).toBeVisible()
})

test('a profile goes to another console without its secret, and a support bundle says where it lies', async () => {
  using folder = makeTempDir()
  const secret = 'canary-of-the-profile-0123456789'
  await using started = await launchApp()
  const { app, page } = started
  const tenants = new TenantsPage(page)
  const window = new ConsoleWindow(page)
  await window.goTo('Tenants')
  await tenants.startAdding()
  await tenants.fill({
    name: NAME,
    baseUrl: 'https://contoso.crm4.dynamics.com',
    entraTenantId: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
    clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
    secret,
  })
  await tenants.submit()
  await tenants.show(NAME)
  const profile = join(folder.path, 'profile.json')
  await chooseTarget(app, profile)
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Export profile…' }).click()
  await expect(
    page.getByRole('main').getByText(`The profile was written to ${profile}.`, { exact: false }),
  ).toBeVisible()
  const written = readFileSync(profile, 'utf8')
  expect(written).not.toContain(secret)

  await chooseFile(app, profile)
  await page.getByRole('button', { name: 'Import profile…' }).click()
  await expect(page.getByRole('main').getByText('There is already a tenant named', { exact: false })).toBeVisible()
  writeFileSync(profile, written.replaceAll(NAME, 'Contoso of a colleague'))
  await page.getByRole('button', { name: 'Import profile…' }).click()
  await page.getByRole('heading', { level: 2, name: 'Contoso of a colleague' }).waitFor()
  await expect(page.getByRole('main').getByText('No client secret is stored.')).toBeVisible()

  await window.goTo('Settings')
  const bundle = join(folder.path, 'support.zip')
  await chooseTarget(app, bundle)
  await page.getByRole('button', { name: 'Make a bundle…' }).click()
  await expect(page.getByRole('main').getByText(bundle)).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('bundle.png') })
  expect(readFileSync(bundle).subarray(0, 2).toString()).toBe('PK')
})
