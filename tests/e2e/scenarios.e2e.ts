import { expect, test } from '@playwright/test'
import { launchApp } from '../support/launch-app.ts'
import { startSharedSandbox } from '../support/shared-sandbox.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { ScenariosPage } from './pages/scenarios-page.ts'

const CORE = ['C1', 'C2', 'C3'] as const

test('all scenarios run, stream their steps into the window and end passed with their test leads deleted', async () => {
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
  await expect(scenarios.runAll).toBeVisible({ timeout: 60_000 })

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
