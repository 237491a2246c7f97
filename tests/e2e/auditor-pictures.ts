import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator, Page } from '@playwright/test'
import type * as PdfJs from 'unpdf/pdfjs'
import type { LaunchedApp } from '../support/launch-app.ts'

/* What an auditor looks at, as pictures for docs/screenshots: the run, the certificate, the gate, the log, the comparison, E2, the report. */

export interface Look {
  readonly language: 'en' | 'tr'
  readonly colorScheme: 'light' | 'dark'
  /** `en-dark` … */
  readonly name: string
}

export const LOOKS: readonly Look[] = (['en', 'tr'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ language, colorScheme, name: `${language}-${colorScheme}` })),
)

type Take = (page: Page, picture: string) => Promise<void>

/** The scenarios: steps and criteria, requests over time, the certificate of C2, two runs compared. */
export async function takeScenarios(page: Page, take: Take): Promise<void> {
  const card = (id: string): Locator => page.locator(`[data-scenario="${id}"]`)
  for (const id of ['C1', 'C2', 'C3', 'D1', 'D2', 'D3']) await setOpen(card(id), false)
  await setOpen(card('D3'), true)
  await card('D3').scrollIntoViewIfNeeded()
  await take(page, 'timeline')
  await card('D3').locator('[data-criterion="D3.4"]').getByRole('button').click()
  const drawer = page.getByRole('dialog')
  await drawer.getByRole('img').first().waitFor()
  await take(page, 'badge')
  await drawer.getByRole('tab').nth(1).click()
  await take(page, 'waterfall')
  await drawer.getByRole('button').first().click()
  await drawer.waitFor({ state: 'detached' })
  await setOpen(card('D3'), false)
  await setOpen(card('C2'), true)
  await setOpen(card('C2').locator('[data-holds]'), true)
  await card('C2').scrollIntoViewIfNeeded()
  await take(page, 'certificate')
  await setOpen(card('C2'), false)
  const history = page
    .locator('main section')
    .filter({ has: page.locator('ul[aria-label]') })
    .last()
  await history.getByRole('listitem').nth(1).getByRole('button').nth(1).click()
  await history.getByRole('table').waitFor()
  await history.evaluate((element) => element.scrollIntoView({ block: 'start' }))
  await take(page, 'comparison')
  await history.getByRole('region').getByRole('button').first().click()
}

/** Opens or closes what a button with `aria-expanded` folds. */
async function setOpen(place: Locator, isOpen: boolean): Promise<void> {
  const fold = place.locator('button[aria-expanded]').first()
  if ((await fold.getAttribute('aria-expanded')) !== String(isOpen)) await fold.click()
}

/** The fifteen lines, and the log with an entry opened. */
export async function takeGate(page: Page, take: Take): Promise<void> {
  await page.locator('[data-line="E1.1"]').waitFor()
  await take(page, 'lines')
  const entry = page.locator('[data-sequence]').first()
  await setOpen(entry, true)
  await entry.evaluate((element) => element.closest('section')?.scrollIntoView({ block: 'start' }))
  await take(page, 'decision')
  await setOpen(entry, false)
}

/** E2 of a PROD tenant that a GO has opened; the sandbox is the active one again afterwards. */
export async function takeProduction(page: Page, take: Take): Promise<void> {
  await switchTo(page, 'Contoso PROD')
  await page.locator('[data-line="E2.4"]').scrollIntoViewIfNeeded()
  await take(page, 'production')
  await switchTo(page, 'sandbox')
}

async function switchTo(page: Page, tenant: string): Promise<void> {
  await page.locator('header button[aria-haspopup="menu"]').first().click()
  await page.getByRole('menuitemradio', { name: new RegExp(tenant) }).click()
  await page.getByRole('menu').waitFor({ state: 'detached' })
}

const PDF_SHEET = 1

/** The report as a reader opens it: the page in a browser, and a sheet of the PDF, drawn by pdf.js in Chromium. */
export async function takeReportPages(
  { app }: Pick<LaunchedApp, 'app'>,
  {
    html,
    pdf,
    look,
    folder,
  }: { readonly html: string; readonly pdf: string; readonly look: Look; readonly folder: string },
): Promise<void> {
  const opened = app.waitForEvent('window')
  await app.evaluate(({ BrowserWindow, session }) => {
    const window = new BrowserWindow({ webPreferences: { session: session.fromPartition('reader') } })
    void window.loadURL('about:blank')
  })
  const reader = await opened
  await reader.emulateMedia({ colorScheme: look.colorScheme })
  await reader.setViewportSize({ width: 1100, height: 1400 })
  await reader.goto(`file://${html}`)
  await reader.screenshot({ path: join(folder, `report-page-${look.name}.png`) })
  await reader.locator('#certificate').evaluate((element) => element.scrollIntoView({ block: 'center' }))
  await reader.screenshot({ path: join(folder, `report-certificate-${look.name}.png`) })
  const sheet = await drawSheet(reader, readFileSync(pdf))
  writeFileSync(join(folder, `report-pdf-${look.name}.png`), sheet)
  await reader.close()
}

/** A page of its own without a policy: there pdf.js may run. */
async function drawSheet(reader: Page, pdf: Buffer): Promise<Buffer> {
  await reader.goto('about:blank')
  const script = readFileSync(fileURLToPath(import.meta.resolve('unpdf/pdfjs')), 'utf8')
  const drawn = await reader.evaluate(
    async ([code, base64, sheet]) => {
      const module = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
      const { getDocument } = (await import(module)) as typeof PdfJs
      const data = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
      const page = await (await getDocument({ data }).promise).getPage(sheet)
      const viewport = page.getViewport({ scale: 1.5 })
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: viewport.width, height: viewport.height })
      await page.render({ canvas, viewport }).promise
      return canvas.toDataURL('image/png').split(',')[1] ?? ''
    },
    [script, pdf.toString('base64'), PDF_SHEET] as const,
  )
  return Buffer.from(drawn, 'base64')
}
