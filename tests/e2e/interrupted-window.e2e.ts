import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type ElectronApplication } from '@playwright/test'
import Database from 'better-sqlite3'
import { chooseFile } from '../support/choose-file.ts'
import { launchApp } from '../support/launch-app.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'

const LEADS = 600
const patience = { timeout: 60_000 }
/** Without the waking a request that gets no answer waits for two minutes. */
const soonerThanItsDeadline = { timeout: 60_000 }

const TEXT_AND_LABELS =
  "[document.body.innerText, ...[...document.querySelectorAll('[aria-label]')].map((one) => one.ariaLabel)].join('\\n')"

/** What the window shows, asked through the main process: Playwright does not follow a page that was killed. */
const shown = (app: ElectronApplication): Promise<string> =>
  app.evaluate(async ({ BrowserWindow }, script) => {
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined || window.webContents.isCrashed()) return ''
    // A page that ends under a question leaves it without an answer.
    const none = new Promise((resolve) => setTimeout(() => resolve(''), 2_000))
    const text: unknown = await Promise.race([window.webContents.executeJavaScript(script), none])
    return String(text)
  }, TEXT_AND_LABELS)

const doneOnScreen = async (app: ElectronApplication): Promise<number> =>
  Number(new RegExp(`(\\d+) of ${String(LEADS)}`).exec(await shown(app))?.[1])

function doneInDatabase(dataDir: string): number {
  const db = new Database(join(dataDir, 'console.sqlite'), { readonly: true })
  const done = db.prepare('SELECT count(*) FROM push_run_leads WHERE outcome IS NOT NULL').pluck().get()
  db.close()
  return Number(done)
}

const press = (app: ElectronApplication, button: string): Promise<void> =>
  app.evaluate(async ({ BrowserWindow }, name) => {
    const script = `[...document.querySelectorAll('nav button')].find((one) => one.innerText.trim() === ${JSON.stringify(name)}).click()`
    await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(script)
  }, button)

/** Kills the page; answers the milliseconds from its end until it is loaded again. */
const msUntilBack = (app: ElectronApplication): Promise<number> =>
  app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<number>((resolve) => {
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        let goneAt = 0
        contents?.once('render-process-gone', () => (goneAt = performance.now()))
        contents?.once('did-finish-load', () => resolve(Math.round(performance.now() - goneAt)))
        contents?.forcefullyCrashRenderer()
      }),
  )

test('a machine that sleeps and a page that is killed in the middle of a push: the run goes on, and the page shows what D365 holds', async () => {
  test.setTimeout(240_000)
  await using sandbox = await startSharedSandbox()
  using data = makeTempDir()
  const pushed = () => sandbox.control.leads().filter(({ subject }) => String(subject).startsWith('Hunter: '))
  const csv = join(data.path, 'leads.csv')
  const rows = Array.from({ length: LEADS }, (_, at) => `d${String(at)}.example,Company ${String(at)}`)
  writeFileSync(csv, ['domain,company_name', ...rows].join('\n'))
  const match = { method: 'POST', pathPattern: 'CreateMultiple' }
  sandbox.control.addFault({ match, fault: { kind: 'silence', afterCommit: true }, count: 1 })
  // Slow enough that the run is still going on when the page comes back.
  sandbox.control.addFault({ match, fault: { kind: 'delay', delayMs: 1_500 } })

  await using launched = await launchApp({ dataDir: data.path, env: sandbox.env })
  const { app, page } = launched
  await new ConsoleWindow(page).goTo('Leads')
  await chooseFile(app, csv)
  await new LeadsPage(page).import()
  await page.getByRole('button', { name: 'Push all 600…' }).click()
  await page.getByRole('button', { name: 'Start push' }).click()
  await expect.poll(() => pushed().length, patience).toBeGreaterThan(1)

  const description = `${String(await msUntilBack(app))} ms`
  test.info().annotations.push({ type: 'until the page is back after it was killed', description })
  await expect.poll(() => shown(app), patience).toContain('Overview')
  await press(app, 'Leads')
  await expect.poll(() => shown(app), patience).toContain('Push of 600 leads')
  await expect.poll(() => pushed().length, patience).toBe(LEADS)

  // One request never gets its answer, so the counts come to rest before the end.
  const counts = async () => ({ onScreen: await doneOnScreen(app), stored: doneInDatabase(data.path) })
  await expect.poll(async () => counts().then(({ onScreen, stored }) => onScreen - stored), patience).toBe(0)
  expect((await counts()).stored).toBeLessThan(LEADS)
  expect((await counts()).stored).toBeGreaterThan(LEADS / 2)

  // Asleep, the connection of that request died without a word.
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
  })
  await expect.poll(() => shown(app), soonerThanItsDeadline).toMatch(new RegExp(`Synced\\s*${String(LEADS)}`))
  expect(new Set(pushed().map(({ subject }) => subject)).size).toBe(LEADS)
  expect(pushed()).toHaveLength(LEADS)
})
