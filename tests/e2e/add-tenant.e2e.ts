import { expect, test } from '@playwright/test'
import { findText } from '../support/find-text.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { TenantsPage } from './pages/tenants-page.ts'

const SECRET = 'Qk38Q~canary0123456789abcdefghijklmn-_tu'
const ENV = `# Hunter
HUNTER_D365_BASE_URL="https://contoso-test.crm4.dynamics.com/main.aspx?appid=1"
HUNTER_D365_CLIENT_ID=1A2B3C4D-5E6F-4A7B-8C9D-0E1F2A3B4C03 # app
HUNTER_D365_CLIENT_SECRET='${SECRET}'
HUNTER_D365_TENANT_ID=7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02
`

test('what is typed is tidied and judged as it goes: address with its cloud, ids, a name that is taken, a secret’s id', async () => {
  await using started = await launchApp()
  const { page } = started
  const tenants = new TenantsPage(page)
  const { dialog } = tenants
  await new ConsoleWindow(page).goTo('Tenants')
  await tenants.startAdding()
  const field = (label: RegExp) => dialog.getByLabel(label)
  const address = field(/^Environment URL/)
  await dialog.getByLabel('Paste a connection').fill('HUNTER_D365_CLIENT_ID=no-guid-at-all\n')
  await expect(dialog.getByText('was left out: Application (client) ID.', { exact: false })).toBeVisible()
  await address.fill('https://contoso.crm.dynamics.cn/main.aspx?appid=1')
  await expect(dialog.getByText('Cloud: China (21Vianet).')).toBeVisible()
  await field(/^Name/).fill('Sandbox')
  await expect(address).toHaveValue('https://contoso.crm.dynamics.cn')
  await expect(dialog.getByText('Give a name that no other tenant has', { exact: false })).toBeVisible()
  await address.fill('https://contoso.example.org')
  await field(/^Directory \(tenant\) ID/).fill('{7F3C2D1098AB4C1D8E2F3A4B5C6D7E02}')
  await expect(dialog.getByText('An https address of a Dynamics 365 environment', { exact: false })).toBeVisible()
  await expect(field(/^Directory \(tenant\) ID/)).toHaveValue('7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02')
  await field(/^Application \(client\) ID/).fill('7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02')
  await expect(dialog.getByText('Tenant id and client id are the same', { exact: false })).toBeVisible()
  await field(/^Client secret/).fill('1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03')
  await expect(dialog.getByText('That is the id of the secret.', { exact: false })).toBeVisible()
  await page.screenshot({ path: test.info().outputPath('typed.png') })
})

test('one pasted .env fills the whole form, and its secret reaches the keychain without being in the page or in a file', async () => {
  using data = makeTempDir()
  await using started = await launchApp({ dataDir: data.path })
  const { page } = started
  const tenants = new TenantsPage(page)
  await new ConsoleWindow(page).goTo('Tenants')
  await tenants.startAdding()
  await tenants.dialog.getByLabel('Paste a connection').fill(ENV)
  await expect(tenants.dialog.getByText('Read as .env.')).toBeVisible()
  await expect(tenants.dialog.getByLabel(/^Environment URL/)).toHaveValue('https://contoso-test.crm4.dynamics.com')
  await expect(tenants.dialog.getByLabel(/^Name/)).toHaveValue('contoso-test')
  await expect(tenants.dialog.getByLabel('TEST')).toBeChecked()
  await expect(tenants.dialog.getByLabel(/^Application \(client\) ID/)).toHaveValue(
    '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
  )
  const shown = await page.evaluate(() => [
    document.documentElement.outerHTML,
    ...[...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value),
  ])
  expect(shown.filter((text) => text.includes('canary0123456789'))).toEqual([])
  await page.screenshot({ path: test.info().outputPath('paste-light.png') })

  await tenants.submit()
  await expect(tenants.dialog).toBeHidden()
  await tenants.show('contoso-test')
  await expect(page.getByRole('main').getByText(/^The client secret is in the /)).toBeVisible()
  expect(findText(data.path, SECRET).found).toEqual([])
})
