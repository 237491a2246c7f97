import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Locator } from '@playwright/test'
import { startCompanyNetwork } from '../support/company-network.ts'
import { PLAYED_ORGANISATION } from '../support/intercepting-proxy.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { TenantsPage } from './pages/tenants-page.ts'

/** What an operator's hand does, counted. */
function createHand() {
  const done = { fields: 0, clicks: 0 }
  return {
    done,
    fill: async (field: Locator, text: string): Promise<void> => {
      done.fields += 1
      await field.fill(text)
    },
    click: async (button: Locator): Promise<void> => {
      done.clicks += 1
      await button.click()
    },
  }
}

test('a pasted .env becomes a tenant whose setup is green with at most four fields and two clicks', async () => {
  await using company = await startCompanyNetwork()
  using files = makeTempDir()
  const authority = join(files.path, 'company.pem')
  writeFileSync(authority, company.proxy.authority.certPem)
  // The machine is set up as a company's: the system names the proxy, and the company's authority is trusted.
  await using started = await launchApp({
    args: [`--proxy-server=${company.proxy.url}`],
    env: { NODE_EXTRA_CA_CERTS: authority },
  })
  const { page } = started
  const { clientId, clientSecret, tenantId } = company.sandbox.info
  const tenants = new TenantsPage(page)
  await new ConsoleWindow(page).goTo('Tenants')
  const hand = createHand()

  await hand.click(page.getByRole('button', { name: 'Add tenant…' }))
  await tenants.dialog.waitFor()
  // A last line that ends in a quote and not in a line break is what an older Node's own reader dies of.
  await hand.fill(
    tenants.dialog.getByLabel('Paste a connection'),
    [
      '# Hunter, DEV',
      `HUNTER_D365_BASE_URL="${PLAYED_ORGANISATION}/main.aspx?appid=1"`,
      `HUNTER_D365_TENANT_ID=${tenantId} # directory`,
      `HUNTER_D365_CLIENT_ID=${clientId}`,
      `HUNTER_D365_CLIENT_SECRET='${clientSecret}'`,
    ].join('\n'),
  )
  await expect(tenants.dialog.getByText('Read as .env.')).toBeVisible()
  const inTwoYears = new Date(Date.now() + 730 * 86_400_000).toISOString().slice(0, 10)
  await hand.fill(tenants.dialog.getByLabel('Ends on'), inTwoYears)
  await hand.click(tenants.dialog.getByRole('button', { name: 'Test and add' }))

  await expect(new ConsoleWindow(page).heading('Setup')).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText('No check failed.')).toBeVisible({ timeout: 60_000 })
  await page.screenshot({ path: test.info().outputPath('verdict.png') })
  const found = await page
    .locator('[data-row]')
    .evaluateAll((rows) => rows.map(({ dataset }) => [dataset['row'] ?? '', dataset['status'] ?? ''] as const))
  const rowsThat = (...wanted: readonly string[]) =>
    found.filter(([, status]) => wanted.includes(status)).map(([row]) => row)
  expect(rowsThat('passed')).toEqual(
    expect.arrayContaining(['A1.1', 'A1.2', 'A1.3', 'A1.4', 'A2.1', 'A2.2', 'A3', 'A3.1', 'A4', 'B1', 'B3.2']),
  )
  // Pushes to a new tenant are off, and nobody runs Hunter here: that is said, and is no failure.
  expect(rowsThat('failed', 'warning')).toEqual(['B1f', 'B3.1', 'B4'])
  // What passed has its portal page too: somebody may have to confirm what no interface shows.
  await expect(page.locator('[data-row="A1.1"]').getByRole('button', { name: 'App registration' })).toBeVisible()
  expect(hand.done.fields).toBeLessThanOrEqual(4)
  expect(hand.done.clicks).toBeLessThanOrEqual(2)
  expect(company.proxy.tunnels).toContain('contoso.crm4.dynamics.com:443')
})
