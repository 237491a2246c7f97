import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { LEADS_CSV } from '../support/fixture-path.ts'
import { launchApp, readSetupState } from '../support/launch-app.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'

const DOMAIN = 'gunes-gida.example'

test('a push that was killed before its answer came is finished by the next start, with one row in D365', async () => {
  await using sandbox = await startSharedSandbox()
  using data = makeTempDir()
  const rows = () => sandbox.control.leads().filter(({ subject }) => subject === `Hunter: ${DOMAIN}`)
  // The worst moment: the row is written and nobody was told.
  sandbox.control.addFault({ match: { method: 'PATCH', table: 'lead' }, fault: { kind: 'silence', afterCommit: true } })
  const first = await launchApp({ dataDir: data.path, env: sandbox.env })
  try {
    const leads = new LeadsPage(first.page)
    await new ConsoleWindow(first.page).goTo('Leads')
    await chooseFile(first.app, LEADS_CSV)
    await leads.import()
    await leads.push(DOMAIN)
    await expect.poll(() => rows().length).toBe(1)
    await expect(leads.row(DOMAIN)).toContainText('In progress')
  } finally {
    await first.kill()
  }

  sandbox.control.clearFaults()
  await using second = await launchApp({ dataDir: data.path, env: sandbox.env })
  const leads = new LeadsPage(second.page)
  await new ConsoleWindow(second.page).goTo('Leads')
  await expect(leads.row(DOMAIN)).toContainText('Synced', { timeout: 30_000 })
  expect(rows()).toHaveLength(1)
  // The second start found a file to judge, and this runtime has threads to do it in.
  expect(readFileSync(join(data.path, 'logs', 'console.jsonl'), 'utf8')).toContain('"wasJudgedBeside":true')
  const details = await leads.open(DOMAIN)
  await expect(details).toContainText(String(rows()[0]?.['leadid']))
})

test('a second start on the same data directory brings the first window forward and ends', async () => {
  await using first = await launchApp()
  await expect(new ConsoleWindow(first.page).heading('Overview')).toBeVisible()
  const isVisible = () => first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  await expect.poll(isVisible).toBe(false)

  const { electron, sqliteBinding } = readSetupState()
  const second = spawn(electron.executable, ['--no-sandbox', join(import.meta.dirname, '../..')], {
    env: {
      ...process.env,
      HUNTER_CONSOLE_DATA: first.dataDir,
      ...(sqliteBinding === null ? {} : { HUNTER_CONSOLE_SQLITE_BINDING: sqliteBinding }),
    },
    stdio: 'ignore',
  })
  const code = await new Promise((resolve) => second.once('exit', resolve))
  expect(code).toBe(0)
  await expect.poll(isVisible).toBe(true)
  expect(await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})
