import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { shell as englishShell } from '../../src/renderer/src/i18n/en/shell.ts'
import { shell as turkishShell } from '../../src/renderer/src/i18n/tr/shell.ts'
import { chooseFile } from '../support/choose-file.ts'
import { exampleExport } from '../support/example-export.ts'
import { launchApp, type LaunchedApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { LOOKS, takeGate, takeProduction, takeReportPages, takeScenarios } from './auditor-pictures.ts'
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
  await page.getByRole('button', { name: englishRunbook }).and(page.locator(':not([disabled])')).waitFor(patience)
  await window.goTo('Scenarios')
  const scenarios = new ScenariosPage(page)
  await scenarios.status('C3', 'Passed').first().waitFor(patience)
  await scenarios.runAll.waitFor(patience)
  await scenarios.open('C1')
  await window.goTo('Gate')
  await decide(page)
}

const EXAMPLE = {
  entraTenantId: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
  clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
  secret: 'an example',
} as const

const englishRunbook = 'Run the whole runbook'

async function addTenant(page: Page): Promise<void> {
  const tenants = new TenantsPage(page)
  await tenants.startAdding()
  await tenants.fill({
    ...EXAMPLE,
    name: 'Contoso TEST',
    baseUrl: 'https://contoso-test.crm4.dynamics.com',
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

/** What is known before many leads leave: the forecast, and what a dry run says. */
async function takePush(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await new ConsoleWindow(page).goTo(englishShell.place.leads)
  await page.getByRole('button', { name: /^Push all/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Dry run' }).click()
  await dialog.getByRole('heading', { name: 'Dry run' }).waitFor(patience)
  await take(page, 'leads', `push-${colorScheme}`)
  await dialog.getByRole('button', { name: 'Cancel' }).click()
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

const LANGUAGES = {
  en: { radio: 'English', shell: englishShell },
  tr: { radio: 'Türkçe', shell: turkishShell },
} as const

/** What an auditor reads, in both languages, light and dark; `folderOfReports` is where the system's dialog leads. */
async function takeForAuditors(launched: LaunchedApp, folderOfReports: string): Promise<void> {
  const { page } = launched
  await prepareForAuditors(page)
  let spoken: keyof typeof LANGUAGES = 'tr'
  for (const look of LOOKS) {
    const { radio, shell } = LANGUAGES[look.language]
    const goTo = (place: Place): Promise<void> => new ConsoleWindow(page).goTo(shell.place[place], shell.navigation)
    await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' })
    if (spoken !== look.language) {
      await new ConsoleWindow(page).goTo(LANGUAGES[spoken].shell.place.settings, LANGUAGES[spoken].shell.navigation)
      await page.getByRole('radio', { name: radio }).check()
      spoken = look.language
    }
    const shoot = (place: Place) => (_page: Page, picture: string) => take(page, place, `${picture}-${look.name}`)
    await goTo('scenarios')
    await takeScenarios(page, shoot('scenarios'))
    await goTo('gate')
    await takeGate(page, shoot('gate'))
    await takeProduction(page, shoot('gate'))
  }
  const written = (end: string): string =>
    join(folderOfReports, readdirSync(folderOfReports).find((name) => name.endsWith(end)) ?? '')
  for (const look of LOOKS) {
    const infix = look.language === 'tr' ? '.tr' : ''
    const [html, pdf] = [written(`${infix}.html`), written(`${infix}.pdf`)]
    await takeReportPages(launched, { html, pdf, look, folder })
  }
}

/** A second run to compare with, a PROD tenant with the GO that opens it, and reports in both languages. The window speaks Turkish by now. */
async function prepareForAuditors(page: Page): Promise<void> {
  const window = new ConsoleWindow(page)
  await window.goTo(turkishShell.place.settings, turkishShell.navigation)
  await page.getByRole('radio', { name: 'English' }).check()
  await window.goTo('Scenarios')
  const scenarios = new ScenariosPage(page)
  await scenarios.runAll.click()
  await scenarios.cancel.waitFor()
  await scenarios.runAll.waitFor(patience)
  await window.goTo('Tenants')
  const tenants = new TenantsPage(page)
  await tenants.startAdding()
  await tenants.fill({ ...EXAMPLE, name: 'Contoso PROD', baseUrl: 'https://contoso.crm4.dynamics.com' })
  await tenants.dialog.getByRole('radio', { name: 'PROD' }).check()
  await tenants.submit()
  await tenants.inList('Contoso PROD').waitFor()
  await window.goTo('Gate')
  const gate = new GatePage(page)
  await gate.choose('GO')
  await gate.reason.fill('All six scenarios passed; the release window is tonight.')
  await gate.approver.fill('Deniz Kaya')
  await page.getByRole('combobox', { name: 'Releases' }).click()
  await page.getByRole('option', { name: /Contoso PROD/ }).click()
  await page.getByRole('checkbox', { name: 'Override the rules with a reason' }).check()
  await page.getByRole('textbox', { name: /Reason for the override/ }).fill('Error sentences were read by two people.')
  await gate.record('GO')
  await gate.log.getByText('ok, 2 entries').waitFor(patience)
  await window.goTo('Reports')
  for (const language of ['English', 'Türkçe'] as const) await new ReportsPage(page).writeAll('Runbook', language)
  await window.goTo(englishShell.place.settings)
  await page.getByRole('radio', { name: 'Türkçe' }).check()
}

using input = makeTempDir()
using reports = makeTempDir()
const csv = join(input.path, 'hunter-export.csv')
writeFileSync(csv, exampleExport())
mkdirSync(folder, { recursive: true })
await using started = await launchApp({ colorScheme: 'light' })
await chooseFile(started.app, csv)
await fillWithWork(started.page)
await takePlaces(started.page, 'dark')
await takePush(started.page, 'dark')
await takeReport(started.page, 'dark')
await takePlaces(started.page, 'light')
await takePush(started.page, 'light')
await takeReport(started.page, 'light')
await takeInTurkish(started.page)
await chooseFile(started.app, reports.path)
await takeForAuditors(started, reports.path)
await takeSetupPictures(takeAs)
