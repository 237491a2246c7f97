import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { startCompanyNetwork } from '../support/company-network.ts'
import { PLAYED_ORGANISATION } from '../support/intercepting-proxy.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { TenantsPage } from './pages/tenants-page.ts'

test('a new secret takes the old one’s place only once it has proven itself, and its end is shown in the overview', async () => {
  await using company = await startCompanyNetwork()
  const { info } = company.sandbox
  await using started = await launchApp({ colorScheme: 'light' })
  const { page } = started
  const tenants = new TenantsPage(page)
  await new ConsoleWindow(page).goTo('Tenants')
  await tenants.startAdding()
  await tenants.fill({
    name: 'Contoso DEV',
    baseUrl: PLAYED_ORGANISATION,
    entraTenantId: info.tenantId,
    clientId: info.clientId,
    secret: 'the-one-that-ended',
  })
  await tenants.submit()
  await tenants.show('Contoso DEV')
  using files = makeTempDir()
  const authority = join(files.path, 'company.pem')
  writeFileSync(authority, company.proxy.authority.certPem)
  await chooseFile(started.app, authority)
  await tenants.goThrough(company.proxy.url)
  await page.getByRole('button', { name: 'Test the way' }).click()
  const hops = page.getByRole('list', { name: 'The way to the tenant' })
  await expect(hops.getByText('TLS: works')).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('network.png') })

  await page.getByRole('button', { name: 'Rotate credential…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New credential of Contoso DEV' })
  await dialog.locator('input[type=password]').fill('not-it-either')
  await dialog.getByRole('button', { name: 'Prove and replace' }).click()
  await expect(dialog.getByText('Nothing was changed.', { exact: false })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('refused.png') })

  const inSixDays = new Date(Date.now() + 6.5 * 86_400_000).toISOString().slice(0, 10)
  await dialog.locator('input[type=password]').fill(info.clientSecret)
  await dialog.getByLabel('Description').fill('console 2026')
  await dialog.getByLabel('Ends on').fill(inSixDays)
  await dialog.getByRole('button', { name: 'Prove and replace' }).click()
  await expect(dialog.getByText('The new credential is in use.')).toBeVisible()
  await expect(dialog.getByText(/characters, valid until/)).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('proven.png') })
  await dialog.getByRole('button', { name: 'Close' }).click()
  await tenants.testButton.click()
  await expect(page.getByRole('main').getByText(/characters, valid until/)).toBeVisible()

  await page.getByRole('banner').getByRole('button', { name: 'The credential of Contoso DEV must be renewed' }).click()
  const overview = page.getByRole('list', { name: 'Ends of credentials' })
  await expect(overview.getByRole('listitem')).toContainText(['console 2026'])
  await expect(overview.getByText(/^[56] days left$/)).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('expiry-light.png') })
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.screenshot({ path: test.info().outputPath('expiry-dark.png') })

  await page.getByRole('tab', { name: 'Connections' }).click()
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Duplicate for another environment…' }).click()
  const copy = page.getByRole('dialog', { name: 'Duplicate Contoso DEV' })
  await expect(copy.getByLabel('Name')).toHaveValue('Contoso TEST')
  await copy.getByLabel('Environment URL').fill('https://contoso-test.crm4.dynamics.com')
  await copy.getByRole('button', { name: 'Duplicate' }).click()
  await page.getByRole('heading', { level: 2, name: 'Contoso TEST', exact: true }).waitFor()
  await tenants.inList('Contoso TEST').focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByRole('list', { name: 'Tenants' }).getByRole('listitem').nth(1)).toContainText('Contoso TEST')
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Show as .env…' }).click()
  await expect(page.getByRole('region', { name: '.env' })).toContainText('HUNTER_D365_BASE_URL=https://contoso-test')
  await page.screenshot({ path: test.info().outputPath('env-dark.png') })
})
