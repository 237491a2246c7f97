import { expect, test, type Page } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { LEADS_CSV } from '../support/fixture-path.ts'
import { launchApp, type LaunchedApp } from '../support/launch-app.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'
import { TenantsPage } from './pages/tenants-page.ts'

const NAME = 'Contoso PROD'
const LOCKED = /is locked/
const TEN_MINUTES_MS = 600_000

async function addProd(page: Page): Promise<TenantsPage> {
  const tenants = new TenantsPage(page)
  await new ConsoleWindow(page).goTo('Tenants')
  await tenants.startAdding()
  await tenants.fill({
    name: NAME,
    baseUrl: 'https://contoso.crm4.dynamics.com',
    entraTenantId: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
    clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
    secret: 'an example',
  })
  await tenants.dialog.getByLabel('PROD').check()
  await tenants.submit()
  await tenants.show(NAME)
  await page.getByRole('switch', { name: 'Pushes to this tenant are allowed' }).click()
  await page.getByText('On. Leads may be pushed.').waitFor()
  return tenants
}

async function unlock(page: Page): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Unlock' }).click()
  await typeName(page)
  await expect(page.getByRole('main').getByText(/may be started until/)).toBeVisible()
}

async function typeName(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog', { name: `Unlock ${NAME}` })
  const confirm = dialog.getByRole('button', { name: 'Unlock' })
  await dialog.getByRole('textbox').fill(NAME.toLowerCase())
  await expect(confirm).toBeDisabled()
  await dialog.getByRole('textbox').fill(NAME)
  await confirm.click()
}

/** What the core answers to a column being created there, asked past everything the page would disable. */
const refusalOfWrite = (page: Page) =>
  page.evaluate(async (name) => {
    interface Answer {
      readonly value?: readonly { readonly id: string; readonly name: string }[]
      readonly failure?: { readonly reason?: string }
    }
    const { hunterConsole: bridge } = window as unknown as {
      readonly hunterConsole: { readonly call: (call: string, input: unknown) => Promise<Answer> }
    }
    const all = (await bridge.call('tenants:list', {})).value ?? []
    const tenantId = all.find((tenant) => tenant.name === name)?.id
    const answer = await bridge.call('checks:create-columns', { tenantId, names: ['hnt_finalscore'] })
    return answer.failure?.reason ?? null
  }, NAME)

/** Ten minutes later: by the monotonic clock of the main process, where the rule is, and by the page's own, where it is shown. */
async function moveOn({ app, page }: LaunchedApp): Promise<void> {
  await app.evaluate((_electron, ms) => {
    const now = performance.now.bind(performance)
    performance.now = () => now() + ms
  }, TEN_MINUTES_MS)
  await page.evaluate((ms) => {
    const now = Date.now.bind(Date)
    Date.now = () => now() + ms
  }, TEN_MINUTES_MS)
}

test('a PROD tenant is unlocked by its typed name, locked by the locked screen and after ten minutes, and each unlock is listed', async () => {
  await using started = await launchApp()
  const { app, page } = started
  await addProd(page)
  const main = page.getByRole('main')
  await expect(main.getByText(LOCKED)).toBeVisible()
  await expect(main.getByText('Never unlocked.')).toBeVisible()
  expect(await refusalOfWrite(page)).toBe('prod_locked')

  await unlock(page)
  await app.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'))
  await expect(main.getByText(LOCKED)).toBeVisible()
  expect(await refusalOfWrite(page)).toBe('prod_locked')

  await unlock(page)
  await moveOn(started)
  await expect(main.getByText(LOCKED)).toBeVisible()
  expect(await refusalOfWrite(page)).toBe('prod_locked')
  await expect(main.getByRole('list', { name: 'Unlocks' }).getByRole('listitem')).toHaveCount(2)
  await page.screenshot({ path: test.info().outputPath('unlocks.png') })
})

test('a push to a locked PROD tenant can be asked about, is unlocked where it is started, and locks again under the open dialog', async () => {
  await using started = await launchApp()
  const { app, page } = started
  await addProd(page)
  await page.getByRole('button', { name: 'Make active' }).click()
  await new ConsoleWindow(page).goTo('Leads')
  await chooseFile(app, LEADS_CSV)
  await new LeadsPage(page).import()
  await page.getByRole('button', { name: /^Push all/ }).click()
  const dialog = page.getByRole('dialog', { name: new RegExp(`leads to ${NAME}`) })
  const start = dialog.getByRole('button', { name: 'Start push' })
  await expect(dialog.getByText(LOCKED)).toBeVisible()
  await expect(start).toBeDisabled()
  await expect(dialog.getByRole('button', { name: 'Dry run' })).toBeEnabled()
  await page.screenshot({ path: test.info().outputPath('locked.png') })

  await dialog.getByRole('button', { name: 'Unlock' }).click()
  await typeName(page)
  await expect(dialog.getByText(/may be started until/)).toBeVisible()
  await expect(start).toBeEnabled()
  await page.screenshot({ path: test.info().outputPath('unlocked.png') })

  await moveOn(started)
  await expect(dialog.getByText(LOCKED)).toBeVisible()
  await expect(start).toBeDisabled()
})
