import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { writeHtml } from '../../src/core/reports/html/write-html.ts'
import { HOSTILE_TEXTS } from '../support/hostile-texts.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { aHostileReport } from '../unit/core/reports/hostile-report.ts'
import { aFullReport } from '../unit/core/reports/sample-report.ts'

/* The HTML report as an admin opens it: from disk, in a Chromium that would run its scripts if it had any. */

const istanbul = () => 180

/** A window of the same Chromium with scripts on, no bridge and no policy of ours; what it asks the network for is counted. */
async function openBrowser(): Promise<{ page: Page; requests: string[] } & AsyncDisposable> {
  const started = await launchApp()
  const opened = started.app.waitForEvent('window')
  await started.app.evaluate(({ BrowserWindow, session }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { session: session.fromPartition('reader') } })
    void window.loadURL('about:blank')
  })
  const page = await opened
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  return { page, requests, [Symbol.asyncDispose]: () => started.close() }
}

test('no hostile text runs a script, asks the network or moves the page, wherever it stands', async () => {
  test.setTimeout(240_000)
  using folder = makeTempDir()
  await using browser = await openBrowser()
  const { page, requests } = browser
  for (const [at, text] of HOSTILE_TEXTS.entries()) {
    const file = join(folder.path, `${String(at)}.html`)
    writeFileSync(file, writeHtml(aHostileReport(text), istanbul, 'en'))
    const url = `file://${file}`
    await page.goto(url)
    const seen = await page.evaluate(() => ({
      ran: '__ran' in window,
      url: location.href,
      loaded: performance.getEntriesByType('resource').length,
    }))
    expect(seen, JSON.stringify(text.slice(0, 80))).toEqual({ ran: false, url, loaded: 0 })
  }
  expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([])
})

for (const language of ['en', 'tr'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing in the report, ${language}, ${colorScheme}`, async () => {
      using folder = makeTempDir()
      await using browser = await openBrowser()
      const { page } = browser
      const file = join(folder.path, 'report.html')
      // The policy would keep axe out as well; it is judged by the test above.
      const html = writeHtml(aFullReport(), istanbul, language).replace(
        /<meta http-equiv="Content-Security-Policy"[^>]*>/,
        '',
      )
      writeFileSync(file, html)
      await page.emulateMedia({ colorScheme })
      await page.goto(`file://${file}`)
      const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze()
      expect(passes.length).toBeGreaterThan(15)
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
    })
  }
}
