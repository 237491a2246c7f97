import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { launchApp } from '../support/launch-app.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'

const LEADS = 5_000
/** Longer than the column for the company's name: D365 would refuse them. */
const POISONED = [7, 4_321]
const patience = { timeout: 120_000 }

function manyLeads(): string {
  const rows = Array.from({ length: LEADS }, (_, at) => {
    const company = POISONED.includes(at) ? 'X'.repeat(120) : `Company ${at}`
    return `bulk-${String(at).padStart(4, '0')}.example,${company},M365,TR,Migration,${at % 101},${1 + (at % 7)}`
  })
  return ['domain,company_name,provider,country,segment,readiness_score,priority_score', ...rows].join('\n')
}

const run = (page: Page) => page.getByRole('region', { name: 'Push of 5,000 leads' })

test('5,000 leads through a storm of 429, a pause, a power cut, a restart and a reloaded page: the numbers on screen are those of D365', async () => {
  test.setTimeout(300_000)
  await using sandbox = await startSharedSandbox()
  using data = makeTempDir()
  const pushed = () => sandbox.control.leads().filter(({ subject }) => String(subject).startsWith('Hunter: bulk-'))
  const csv = join(data.path, 'many.csv')
  writeFileSync(csv, manyLeads())

  const first = await launchApp({ dataDir: data.path, env: sandbox.env })
  try {
    const { page } = first
    await new ConsoleWindow(page).goTo('Leads')
    await chooseFile(first.app, csv)
    await new LeadsPage(page).import()
    await page.getByRole('button', { name: 'Push all 5,000…' }).click()
    await page.getByRole('button', { name: 'Start push' }).click()
    await expect.poll(() => pushed().length, patience).toBeGreaterThan(200)
    sandbox.control.addFault({
      match: { table: 'lead' },
      fault: { kind: 'status', status: 429, code: '0x80072322', retryAfter: 4 },
      count: 12,
    })
    await expect(run(page)).toContainText('Dynamics 365 asked for a pause', patience)
    await run(page).getByRole('button', { name: 'Pause' }).click()
    await expect(run(page)).toContainText('Paused', patience)
    // Longer than the wait the sandbox asked for: what only waited would have left by then.
    const sinceLastRequest = () => Date.now() - Date.parse(sandbox.control.log().at(-1)?.at ?? '')
    await expect.poll(sinceLastRequest, patience).toBeGreaterThan(6_000)
  } finally {
    await first.kill()
  }

  const before = pushed().length
  expect(before).toBeLessThan(LEADS - POISONED.length)
  await using second = await launchApp({ dataDir: data.path, env: sandbox.env })
  const { page } = second
  await new ConsoleWindow(page).goTo('Leads')
  // Slow enough that the run is still going on when the page comes back, although all that is left may leave at once.
  const slow = sandbox.control.addFault({
    match: { pathPattern: 'CreateMultiple' },
    fault: { kind: 'delay', delayMs: 6_000 },
  })
  await run(page).getByRole('button', { name: 'Resume' }).click()
  await expect(run(page).getByRole('button', { name: 'Pause' })).toBeVisible(patience)
  // The page is gone and comes back; the run lives in the main process and does not notice.
  await page.reload()
  await new ConsoleWindow(page).goTo('Leads')
  await expect(run(page)).toBeVisible(patience)
  await expect(page.getByText('Push running', { exact: true })).toBeVisible()
  await expect.poll(() => pushed().length, patience).toBeGreaterThan(before)
  sandbox.control.clearFaults(slow.id)
  await expect(page.getByText('Push finished: 2 of 5,000 leads did not arrive').first()).toBeVisible(patience)
  const inD365 = new Set(pushed().map(({ subject }) => subject))
  expect([inD365.size, pushed().length]).toEqual([LEADS - POISONED.length, LEADS - POISONED.length])
  await expect(page.getByRole('button', { name: 'Synced 4,998' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Error 2' })).toBeVisible()
  // Its notice outlives the page until somebody closes it; the run itself is found in the database.
  await page.reload()
  await new ConsoleWindow(page).goTo('Leads')
  await expect(page.getByText('Push finished: 2 of 5,000 leads did not arrive').first()).toBeVisible(patience)
  await page.getByRole('main').getByRole('button', { name: 'Close' }).click()
  await page.reload()
  await new ConsoleWindow(page).goTo('Leads')
  await expect(page.getByRole('button', { name: 'Synced 4,998' })).toBeVisible()
  await expect(page.getByText('Push finished: 2 of 5,000 leads did not arrive')).toHaveCount(0)
  await page.getByRole('button', { name: 'Earlier pushes' }).click()
  await page.getByRole('menuitem', { name: '2 of 5,000 leads did not arrive' }).click()
  await expect(page.getByRole('button', { name: 'Push the 2 again…' })).toBeVisible()
})
