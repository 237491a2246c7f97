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
