import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { chooseFile } from '../support/choose-file.ts'
import { launchApp } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { ConsoleWindow } from './pages/console-window.ts'
import { ReportsPage } from './pages/reports-page.ts'

test('a whole runbook, from Setup to a PDF with page numbers and contents, in the folder the admin chose', async () => {
  test.setTimeout(180_000)
  using out = makeTempDir()
  await using started = await launchApp()
  const { app, page } = started
  const window = new ConsoleWindow(page)
  await chooseFile(app, out.path)
  await window.goTo('Setup')
  await page.getByRole('button', { name: 'Run checks' }).first().click()
  await expect(page.getByText('No check failed.')).toBeVisible({ timeout: 30_000 })
  await window.goTo('Overview')
  await page.getByRole('button', { name: 'Run the whole runbook' }).click()
  const runbook = page.getByRole('button', { name: 'Run the whole runbook' }).and(page.locator(':not([disabled])'))
  await runbook.waitFor({ timeout: 90_000 })

  await window.goTo('Reports')
  const reports = new ReportsPage(page)
  await reports.writeAll('Runbook')
  await expect(page.getByRole('main').getByText('6 reports were written.').first()).toBeVisible()
  const names = readdirSync(out.path)
  expect(names.map((name) => name.split('.').slice(1).join('.')).sort()).toEqual([
    'csv',
    'html',
    'json',
    'junit.xml',
    'md',
    'pdf',
  ])

  const pdf = readFileSync(join(out.path, names.find((name) => name.endsWith('.pdf')) ?? ''))
  const document = await getDocumentProxy(new Uint8Array(pdf))
  const { totalPages, text } = await extractText(document, { mergePages: false })
  expect(totalPages).toBeGreaterThan(3)
  for (const [at, one] of text.entries()) {
    expect(one).toContain(`Page ${String(at + 1)} of ${String(totalPages)}`)
    expect(one).toContain('Test results: sandbox')
  }
  const whole = text.join('\n')
  for (const part of [
    'Contents',
    'At a glance',
    'Checks',
    'Scenarios',
    'Gate',
    'Decision',
    'Evidence',
    'C1.1',
    'D3.4',
  ]) {
    expect(whole).toContain(part)
  }
  // The contents name the sheet on which each part begins; their numbers stand to the right, which the text has first.
  const linesOf = (sheet: number): readonly string[] => (text[sheet - 1] ?? '').split('\n')
  const parts = linesOf(1).flatMap((line) => /^\d+\. (.+)$/.exec(line)?.[1] ?? [])
  const sheets = linesOf(1).slice(0, parts.length).map(Number)
  expect(parts).toEqual(['At a glance', 'Run', 'Checks', 'Scenarios', 'Test leads', 'Gate', 'Decision', 'Evidence'])
  for (const [at, part] of parts.entries()) expect(linesOf(sheets[at] ?? 0), part).toContain(part)
  expect(sheets).toEqual(sheets.toSorted((one, other) => one - other))
  expect(sheets.at(-1)).toBeGreaterThan(3)
  const outline = (await document.getOutline()) as readonly {
    readonly title: string
    readonly items: readonly unknown[]
  }[]
  const titles = (entries: readonly unknown[]): readonly string[] =>
    (entries as typeof outline).flatMap(({ title, items }) => [title, ...titles(items)])
  expect(titles(outline)).toEqual(expect.arrayContaining(['Checks', 'Scenarios', 'Gate', 'Evidence']))

  await expect(reports.files('Runbook')).not.toHaveCount(0)
  const listed = await reports.files('Runbook').filter({ hasText: '.pdf' }).allTextContents()
  expect(listed.join(' ')).toContain(createHash('sha256').update(pdf).digest('hex').slice(0, 8))
})

test('the preview shows the report in either language, in a frame where no script runs and nothing leads out', async () => {
  await using started = await launchApp()
  const { page } = started
  const window = new ConsoleWindow(page)
  await window.goTo('Setup')
  await page.getByRole('button', { name: 'Run checks' }).first().click()
  await expect(page.getByText('No check failed.')).toBeVisible({ timeout: 30_000 })
  await window.goTo('Reports')
  const reports = new ReportsPage(page)
  await reports.run('Checks').getByRole('button', { name: 'Preview' }).click()
  const frame = page.frameLocator('iframe[title="The report"]')
  await expect(frame.getByRole('heading', { level: 1, name: 'Test results: sandbox' })).toBeVisible()
  await expect(page.locator('iframe')).toHaveAttribute('sandbox', '')
  await expect(frame.locator('.verdict')).toHaveCSS('display', 'flex')

  await page.getByRole('tab', { name: 'Türkçe' }).click()
  await expect(frame.getByRole('heading', { level: 1, name: 'Test sonuçları: sandbox' })).toBeVisible()
  const policy = await page.evaluate(async () => {
    const refused = (url: string): Promise<string> =>
      fetch(url).then(
        () => 'read',
        () => 'refused',
      )
    return refused(document.querySelector('iframe')?.src ?? '')
  })
  expect(policy).toBe('refused')
  await page.keyboard.press('Escape')
  await expect(page.locator('iframe')).toHaveCount(0)
  await expect(reports.run('Checks').getByRole('button', { name: 'Preview' })).toBeFocused()
})

test('a report goes only where the admin said, and one that was changed since is not opened', async () => {
  await using started = await launchApp()
  const { app, page } = started
  const call = (name: string, input: unknown) =>
    page.evaluate(
      ([callName, callInput]) => {
        const bridge = Reflect.get(window, 'hunterConsole') as {
          call: (name: string, input: unknown) => Promise<unknown>
        }
        return bridge.call(callName, callInput)
      },
      [name, input] as const,
    )
  const window = new ConsoleWindow(page)
  await window.goTo('Setup')
  await page.getByRole('button', { name: 'Run checks' }).first().click()
  await expect(page.getByText('No check failed.')).toBeVisible({ timeout: 30_000 })
  await app.evaluate(({ shell }) => {
    shell.openPath = (path) => {
      Reflect.set(globalThis, 'opened', path)
      return Promise.resolve('')
    }
  })
  const { value: tenants } = (await call('tenants:list', {})) as { value: { id: string }[] }
  const { value: runs } = (await call('runs:list', { tenantId: tenants[0]?.id, kind: 'check', limit: 1 })) as {
    value: { id: string }[]
  }
  const order = { runId: runs[0]?.id, formats: ['html'], language: 'en' }
  expect(await call('reports:write', { ...order, directory: '/tmp/not-chosen' })).toMatchObject({
    ok: false,
    failure: { kind: 'InvalidInput' },
  })
  const answer = (await call('reports:write', { ...order, directory: null })) as {
    value: { written: { path: string }[] }
  }
  const path = answer.value.written[0]?.path ?? ''
  expect(await call('reports:open', { path })).toMatchObject({ ok: true })
  expect(await app.evaluate(() => Reflect.get(globalThis, 'opened') as unknown)).toBe(path)
  writeFileSync(path, 'something else')
  expect(await call('reports:open', { path })).toMatchObject({ ok: false, failure: { kind: 'LocalDataError' } })
  expect(await call('reports:open', { path: '/etc/passwd' })).toMatchObject({ failure: { kind: 'NotFound' } })
})
