import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { launchApp } from '../support/launch-app.ts'
import { ConsoleWindow, PLACES } from './pages/console-window.ts'
import { ReportsPage } from './pages/reports-page.ts'
import { TenantsPage } from './pages/tenants-page.ts'

/* What opens over a place: judged by axe while it is open, and worked without a mouse. */

async function findings(page: Page, what: string): Promise<readonly string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().exclude('iframe').analyze()
  expect(passes.length, 'rules that axe could judge').toBeGreaterThan(5)
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${what}: ${id}: ${node.html.slice(0, 200)}`))
}

async function runChecks(page: Page): Promise<void> {
  await new ConsoleWindow(page).goTo('Setup')
  await page.getByRole('button', { name: 'Run checks' }).first().click()
  await expect(page.getByText('No check failed.')).toBeVisible({ timeout: 30_000 })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in open dialogs, the evidence drawer and the command palette, ${colorScheme}`, async () => {
    await using started = await launchApp({ colorScheme })
    const { page } = started
    const window = new ConsoleWindow(page)
    await runChecks(page)
    await window.goTo('Reports')
    const reports = new ReportsPage(page)

    await reports.run('Checks').getByRole('button', { name: 'Write report…' }).click()
    await reports.dialog.getByRole('checkbox').first().waitFor()
    expect.soft(await findings(page, 'write report')).toEqual([])
    await page.keyboard.press('Escape')

    await reports.run('Checks').getByRole('button', { name: 'Preview' }).click()
    await page.frameLocator('iframe').getByRole('heading', { level: 1 }).waitFor()
    expect.soft(await findings(page, 'preview')).toEqual([])
    await page.keyboard.press('Escape')

    await reports.run('Checks').getByRole('button', { name: 'Show evidence' }).click()
    await page.getByRole('dialog').getByRole('button').nth(1).waitFor()
    expect.soft(await findings(page, 'evidence')).toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    expect.soft(await findings(page, 'palette')).toEqual([])
    await page.keyboard.press('Escape')

    await window.goTo('Tenants')
    await new TenantsPage(page).startAdding()
    expect.soft(await findings(page, 'add tenant')).toEqual([])
  })
}

/** What a reader would hear of the element that has the focus; null = the page itself. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement
    if (element === null || element === document.body) return null
    const box = element.getBoundingClientRect()
    const attribute = (name: string): string => element.getAttribute(name) ?? ''
    const labels = [...document.querySelectorAll('label')].filter((label) => label.htmlFor === element.id)
    const labelledBy = [...document.querySelectorAll('[id]')].filter(({ id }) => id === attribute('aria-labelledby'))
    const name = [attribute('aria-label'), ...[element, ...labels, ...labelledBy].map(({ textContent }) => textContent)]
      .map((text) => text.trim())
      .find((text) => text !== '')
    return {
      what: `${element.tagName.toLowerCase()} ${attribute('role')} ${(name ?? '').slice(0, 60)}`,
      isNamed: name !== undefined,
      isShown: box.width > 0 && box.height > 0,
    }
  })

/** Everything Tab reaches, in its order, until it comes round to where it began or leaves the page. */
async function tabStops(page: Page): Promise<readonly NonNullable<Awaited<ReturnType<typeof focused>>>[]> {
  const stops: NonNullable<Awaited<ReturnType<typeof focused>>>[] = []
  for (let press = 0; press < 150; press += 1) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (now === null || (stops.length > 3 && now.what === stops[0]?.what)) break
    stops.push(now)
  }
  return stops
}

test('every control of every place can be reached by Tab, and is named and seen there', async () => {
  test.setTimeout(180_000)
  await using started = await launchApp()
  const { page } = started
  const window = new ConsoleWindow(page)
  await runChecks(page)
  for (const place of PLACES) {
    await window.goTo(place)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const stops = await tabStops(page)
    expect
      .soft(
        stops.filter(({ isNamed, isShown }) => !isNamed || !isShown),
        place,
      )
      .toEqual([])
    const reached = stops.map(({ what }) => what)
    // Groups of radios, tabs and grids are one stop, moved within by the arrows; single buttons are stops of their own.
    const buttons = page.getByRole('main').locator('button:visible:not([disabled]):not([tabindex="-1"])')
    const names = await buttons.evaluateAll((all) =>
      all
        .filter(
          (one) =>
            one.closest('[role="radiogroup"],[role="tablist"],[role="grid"],[role="toolbar"],[role="listbox"]') ===
            null,
        )
        .map((one) => (one.getAttribute('aria-label') ?? one.textContent.trim()).slice(0, 60)),
    )
    const missed = names.filter((name) => !reached.some((what) => what.endsWith(name)))
    expect.soft(missed, `${place}: not reached by Tab`).toEqual([])
  }
})

test('a report is written from Overview to the file without a mouse', async () => {
  await using started = await launchApp()
  const { page } = started
  // The key is heard once the first place is there.
  await new ConsoleWindow(page).heading('Overview').waitFor()
  const go = async (words: string): Promise<void> => {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').waitFor()
    await page.keyboard.type(words)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  const press = async (name: string): Promise<void> => {
    await page.getByRole('button', { name }).first().focus()
    await page.keyboard.press('Enter')
  }
  await go('Setup')
  await press('Run checks')
  await expect(page.getByText('No check failed.')).toBeVisible({ timeout: 30_000 })
  await go('Reports')
  await press('Write report…')
  const dialog = new ReportsPage(page).dialog
  await dialog.waitFor()
  // Within the dialog the focus stays: Markdown is the first box, Space leaves it out, and Enter writes the others.
  await dialog.getByRole('checkbox', { name: /Markdown/ }).focus()
  await page.keyboard.press('Space')
  await dialog.getByRole('button', { name: 'Write', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByText('5 reports were written.').first()).toBeVisible({ timeout: 60_000 })
  await expect(new ReportsPage(page).files('Checks')).toHaveCount(5)
})
