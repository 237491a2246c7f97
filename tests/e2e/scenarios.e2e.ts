import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { exampleExport } from '../support/example-export.ts'
import { launchApp } from '../support/launch-app.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'
import { ScenariosPage } from './pages/scenarios-page.ts'

const CORE = ['C1', 'C2', 'C3'] as const

test('all scenarios run, stream their steps into the window and end passed with their test leads deleted', async () => {
  test.slow()
  // Slow enough that what is on the screen for a moment can be seen.
  await using sandbox = await startSharedSandbox()
  sandbox.control.serverTime({ latencyMs: 60 })
  await using started = await launchApp({ env: sandbox.env })
  const { page } = started
  const scenarios = new ScenariosPage(page)
  await new ConsoleWindow(page).goTo('Scenarios')
  for (const id of CORE) await expect(scenarios.status(id, 'Not run')).toBeVisible()

  await scenarios.runAll.click()
  await expect(scenarios.cancel).toBeVisible()
  await expect(page.getByRole('progressbar', { name: /\d+ of \d+ steps/ })).toBeVisible()
  // Streamed, not shown at the end: the first has been judged while the run still goes on.
  await expect(scenarios.status('C1', 'Running')).toBeVisible()
  await expect(scenarios.runAll).toBeVisible({ timeout: 90_000 })

  const cards = await page.getByRole('region', { name: /^[CD]\d / }).all()
  expect(cards.length).toBeGreaterThanOrEqual(CORE.length)
  for (const card of cards) await expect(card.getByText('Passed', { exact: true }).first()).toBeVisible()
  for (const id of CORE) {
    await scenarios.open(id)
    for (const number of [1, 2, 3, 4]) {
      const criterion = scenarios.criterion(`${id}.${number}`)
      await expect(criterion.getByRole('img', { name: 'Passed' })).toBeVisible()
      await expect(criterion.getByRole('button', { name: `Show evidence of ${id}.${number}` })).toBeVisible()
    }
  }
  await expect(page.getByRole('main').getByText('None is left in Dynamics 365.')).toBeVisible()
})

test('what judges a badge keeps a picture of it, shown beside the evidence', async () => {
  await using started = await launchApp()
  const { page } = started
  const scenarios = new ScenariosPage(page)
  await new ConsoleWindow(page).goTo('Scenarios')
  await scenarios.runOne('C1')
  await scenarios.open('C1')
  const synced = await scenarios.pictureOf('C1.4', 'Synced')
  await scenarios.runOne('D3')
  const failed = await scenarios.pictureOf('D3.4', 'Error')
  // More than one colour each, and not the same picture: something was drawn, and it was the state.
  for (const { colours } of [synced, failed]) expect(colours).toBeGreaterThan(8)
  expect(synced.source).not.toBe(failed.source)
})

test('every request can be copied as cURL without its token, and an earlier run is opened again and compared', async () => {
  await using started = await launchApp()
  const { app, page } = started
  const scenarios = new ScenariosPage(page)
  await new ConsoleWindow(page).goTo('Scenarios')
  await scenarios.runOne('C1')
  await scenarios.runOne('C1')
  await scenarios.open('C1')
  await page.getByRole('button', { name: 'Show evidence of C1.1' }).click()
  await page.getByRole('tab', { name: 'Requests over time' }).click()
  await page.getByRole('button', { name: /^Copy PATCH leads\(.*\) as cURL$/ }).click()
  const command = await app.evaluate(({ clipboard }) => clipboard.readText())
  expect(command).toMatch(/^curl --request PATCH 'https:\/\/127\.0\.0\.1:\d+\/api\/data\/v9\.2\/leads\(/)
  expect(command).toContain('"Authorization: Bearer $TOKEN"')
  expect(command).not.toMatch(/eyJ/)
  await page.getByRole('button', { name: 'Close', exact: true }).click()

  const earlier = page.getByRole('list', { name: 'Earlier runs' }).getByRole('listitem')
  await expect(earlier).toHaveCount(2)
  await earlier
    .nth(1)
    .getByRole('button', { name: /^Compare/ })
    .click()
  const comparison = page.getByRole('region', { name: 'Comparison with the newest run' })
  await expect(comparison.getByRole('rowheader', { name: 'C1 · Happy path: create' })).toBeVisible()
  await expect(comparison.getByRole('cell', { name: /^Passed, \d/ })).toHaveCount(2)
  await earlier
    .nth(1)
    .getByRole('button', { name: /^Open the run/ })
    .click()
  const back = page.getByRole('button', { name: 'Back to the newest results' })
  await expect(back).toBeInViewport()
  await expect(scenarios.card('C2').getByText('Not run')).toBeVisible()
  await back.click()
  await expect(back).toBeHidden()
})

test('a test lead that may not be deleted is listed with what to do, and its link opens the record', async () => {
  await using sandbox = await startSharedSandbox()
  const privileges = {
    prvReadLead: 'Global',
    prvCreateLead: 'Global',
    prvWriteLead: 'Global',
    prvDeleteLead: null,
  } as const
  sandbox.control.applicationUser({ state: 'privileges', privileges })
  await using started = await launchApp({ env: sandbox.env })
  const { app, page } = started
  const scenarios = new ScenariosPage(page)
  await new ConsoleWindow(page).goTo('Scenarios')
  await scenarios.runOne('C1')
  const main = page.getByRole('main')
  await expect(main.getByText('1 is left behind:').first()).toBeVisible()
  const left = main.getByRole('listitem').filter({ hasText: 'It could not be deleted.' })
  await expect(left).toContainText('lacks a privilege (prvDeleteLead)')
  const opened = app.waitForEvent('window')
  await left.getByRole('button', { name: /^c1-.*\.hunter-test\.invalid$/ }).click()
  await expect(await opened).toHaveTitle(/Hunter: c1-.*hunter-test[.]invalid/)
})

test('C1 pushes the lead the admin picked, which stays and is synced afterwards', async () => {
  using input = makeTempDir()
  const csv = join(input.path, 'hunter-export.csv')
  writeFileSync(csv, exampleExport())
  await using started = await launchApp()
  const { app, page } = started
  await chooseFile(app, csv)
  const window = new ConsoleWindow(page)
  const leads = new LeadsPage(page)
  await window.goTo('Leads')
  await leads.import()
  await window.goTo('Scenarios')
  const scenarios = new ScenariosPage(page)
  await scenarios.open('C1')
  const picker = page.getByRole('combobox', { name: 'Lead for C1' })
  await picker.click()
  await picker.fill('kavak')
  await page.getByRole('option', { name: /kavak-enerji\.example/ }).click()
  await expect(page.getByText('kavak-enerji.example will be pushed and stays in Dynamics 365.')).toBeVisible()
  await scenarios.runOne('C1')
  await window.goTo('Leads')
  await expect(leads.row('kavak-enerji.example').getByText('Synced')).toBeVisible()
})
