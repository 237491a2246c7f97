import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { shell as englishShell } from '../../src/renderer/src/i18n/en/shell.ts'
import { shell as turkishShell } from '../../src/renderer/src/i18n/tr/shell.ts'
import { chooseFile } from '../support/choose-file.ts'
import { exampleExport } from '../support/example-export.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { GatePage } from './pages/gate-page.ts'
import { LeadsPage } from './pages/leads-page.ts'
import { ReportsPage } from './pages/reports-page.ts'
import { ScenariosPage } from './pages/scenarios-page.ts'
import { takeSetupPictures } from './setup-pictures.ts'
import { TenantsPage } from './pages/tenants-page.ts'

/* Takes docs/screenshots anew from the real window on the sandbox: `npm run screenshots` starts it in a session of its own. */

type Place = keyof typeof englishShell.place
const PLACES = Object.keys(englishShell.place) as readonly Place[]
const IN_TURKISH: readonly Place[] = ['overview', 'setup', 'leads', 'gate']
const PUSHED = ['fidan-lojistik.example', 'kavak-enerji.example', 'deniz-gida.example']
const patience = { timeout: 90_000 }
const folder = join(import.meta.dirname, '../../docs/screenshots')

async function fillWithWork(page: Page): Promise<void> {
  const window = new ConsoleWindow(page)
  const leads = new LeadsPage(page)
  await window.goTo('Tenants')
  await addTenant(page)
  await window.goTo('Leads')
  await leads.import()
  await page.getByRole('main').getByRole('button', { name: 'Close', exact: true }).click()
  for (const domain of PUSHED) {
    await leads.push(domain)
    await leads.row(domain).getByText('Synced').waitFor(patience)
  }
  await window.goTo('Overview')
  await page.getByRole('button', { name: englishRunbook }).click()
  await page.getByRole('button', { name: englishRunbook }).and(page.locator(':not([disabled])')).waitFor()
  await window.goTo('Scenarios')
  const scenarios = new ScenariosPage(page)
  await scenarios.status('C3', 'Passed').first().waitFor(patience)
  await scenarios.runAll.waitFor(patience)
  await scenarios.open('C1')
  await window.goTo('Gate')
  await decide(page)
}

const englishRunbook = 'Run the whole runbook'

async function addTenant(page: Page): Promise<void> {
  const tenants = new TenantsPage(page)
  await tenants.startAdding()
  await tenants.fill({
    name: 'Contoso TEST',
    baseUrl: 'https://contoso-test.crm4.dynamics.com',
    entraTenantId: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
    clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
    secret: 'an example',
  })
  await tenants.dialog.getByRole('radio', { name: 'TEST' }).check()
  await tenants.submit()
  await tenants.inList('Contoso TEST').waitFor()
  await tenants.show('sandbox')
  await tenants.testButton.click()
  await page.getByText(/characters, valid until/).waitFor(patience)
}

async function decide(page: Page): Promise<void> {
  const gate = new GatePage(page)
  await gate.choose('NO-GO')
  await gate.reason.fill('Code review of the mapping is still open.')
  await gate.approver.fill('Deniz Kaya')
  await gate.record('NO-GO')
  await gate.log.getByText('ok, 1 entry').waitFor(patience)
}

async function takeAs(page: Page, name: string): Promise<void> {
  // Neither a hovered row nor a focus ring belongs in the picture.
  await page.mouse.move(1279, 799)
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}

const take = (page: Page, place: Place, name: string): Promise<void> => takeAs(page, `${place}-${name}`)

async function takePlaces(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  const window = new ConsoleWindow(page)
  for (const place of PLACES) {
    await window.goTo(englishShell.place[place])
    if (place === 'leads') await new LeadsPage(page).open(PUSHED[0] ?? '')
    await page.waitForLoadState('networkidle')
    await take(page, place, colorScheme)
  }
}

/** The report itself: previewed in the window, and as the pages the window prints. */
async function takeReport(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await new ConsoleWindow(page).goTo(englishShell.place.reports)
  const reports = new ReportsPage(page)
  await reports.run('Runbook').first().getByRole('button', { name: 'Write report…' }).click()
  await reports.dialog.waitFor()
  await take(page, 'reports', `write-${colorScheme}`)
  // The picture is taken without the focus, so Escape would reach nobody.
  await reports.dialog.getByRole('button', { name: 'Cancel' }).click()
  await reports.run('Runbook').first().getByRole('button', { name: 'Preview' }).click()
  await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor()
  await take(page, 'reports', `preview-${colorScheme}`)
  await reports.dialog.getByRole('button', { name: 'Close' }).click()
}

async function takeInTurkish(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' })
  await new ConsoleWindow(page).goTo(englishShell.place.settings)
  await page.getByRole('radio', { name: 'Türkçe' }).check()
  const window = new ConsoleWindow(page)
  for (const place of IN_TURKISH) {
    await window.goTo(turkishShell.place[place], turkishShell.navigation)
    await take(page, place, 'tr-light')
  }
}

using input = makeTempDir()
const csv = join(input.path, 'hunter-export.csv')
writeFileSync(csv, exampleExport())
mkdirSync(folder, { recursive: true })
await using started = await launchApp({ colorScheme: 'light' })
await chooseFile(started.app, csv)
await fillWithWork(started.page)
await takePlaces(started.page, 'dark')
await takeReport(started.page, 'dark')
await takePlaces(started.page, 'light')
await takeReport(started.page, 'light')
await takeInTurkish(started.page)
await takeSetupPictures(takeAs)
