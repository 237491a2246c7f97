import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { chooseFile } from '../support/choose-file.ts'
import { LEADS_CSV } from '../support/fixture-path.ts'
import { launchApp } from '../support/launch-app.ts'
import { ConsoleWindow, PLACES } from './pages/console-window.ts'
import { LeadsPage } from './pages/leads-page.ts'
import { ScenariosPage } from './pages/scenarios-page.ts'

/** One line per finding: the rule and where. Legacy mode, because Electron opens no second page to judge frames in. */
async function findings(page: Page): Promise<readonly string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(passes.length, 'rules that axe could judge').toBeGreaterThan(15)
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.html}`))
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on any place that has work in it, ${colorScheme}`, async () => {
    await using started = await launchApp({ colorScheme })
    const { app, page } = started
    const window = new ConsoleWindow(page)
    await chooseFile(app, LEADS_CSV)
    await window.goTo('Leads')
    await new LeadsPage(page).import()
    await new LeadsPage(page).push('fidan-lojistik.example')
    await expect(new LeadsPage(page).row('fidan-lojistik.example')).toContainText('Synced')
    await window.goTo('Setup')
    await page.getByRole('button', { name: 'Run checks' }).first().click()
    await expect(page.getByText('No check failed.')).toBeVisible()
    await window.goTo('Scenarios')
    await page.getByRole('button', { name: 'Run C1', exact: true }).click()
    await expect(new ScenariosPage(page).status('C1', 'Passed')).toBeVisible({ timeout: 30_000 })
    for (const place of PLACES) {
      await window.goTo(place)
      expect.soft(await findings(page), `${place}, ${colorScheme}`).toEqual([])
    }
  })
}

test('axe finds nothing on any place before anything has happened', async () => {
  await using started = await launchApp()
  const window = new ConsoleWindow(started.page)
  for (const place of PLACES) {
    await window.goTo(place)
    expect.soft(await findings(started.page), place).toEqual([])
  }
})
