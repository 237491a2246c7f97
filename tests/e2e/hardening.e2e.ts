import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { findText } from '../support/find-text.ts'
import { launchApp } from '../support/launch-app.ts'

test('the window is sandboxed, cannot leave its place, and offers its page two functions only', async () => {
  await using console = await launchApp()
  const { app, page } = console

  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    // Not in the types, and the only way to read what really holds.
    const contents = window?.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> }
    return contents.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  })

  expect(page.url()).toMatch(/^app:\/\/console\//)
  expect(await page.evaluate(() => Object.keys(Reflect.get(window, 'hunterConsole') as object).sort())).toEqual([
    'call',
    'on',
  ])
  expect(await page.evaluate(() => ['require', 'process', 'module'].filter((name) => name in window))).toEqual([])

  expect(await page.evaluate(() => window.open('https://example.org/'))).toBeNull()
  await page.evaluate(() => window.location.assign('https://example.org/'))
  expect(await page.evaluate(async () => (await fetch('../../package.json')).status)).toBe(404)
  expect(
    await page.evaluate(() =>
      fetch('https://example.org/').then(
        () => 'left',
        () => 'refused',
      ),
    ),
  ).toBe('refused')
  expect(await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state)).toBe(
    'denied',
  )
  expect(page.url()).toMatch(/^app:\/\/console\//)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('a page of the console runs no script and no style but its own', async () => {
  await using console = await launchApp()
  const { page } = console
  const violated = await page.evaluate(async () => {
    const directives: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.ranInline = true'
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    const image = document.createElement('img')
    image.src = 'https://example.org/pixel.png'
    document.head.append(script, style)
    document.body.append(image)
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    return { directives: directives.sort(), ran: 'ranInline' in window, shown: getComputedStyle(document.body).display }
  })
  expect(violated.directives).toEqual(['img-src', 'script-src-elem', 'style-src-elem'])
  expect(violated.ran).toBe(false)
  expect(violated.shown).not.toBe('none')
})

test('a call from outside the contract is refused and the console goes on', async () => {
  await using console = await launchApp()
  const { page } = console
  const call = (name: string, input: unknown) =>
    page.evaluate(
      async ([callName, callInput]) => {
        const bridge = Reflect.get(window, 'hunterConsole') as {
          call: (name: string, input: unknown) => Promise<unknown>
        }
        return bridge
          .call(callName, callInput)
          .catch((error: unknown) => (error instanceof Error ? error.message : error))
      },
      [name, input] as const,
    )
  expect(await call('tenants:everything', {})).toBe('There is no such call.')
  expect(await call('tenants:list', { all: true })).toMatchObject({ ok: false, failure: { kind: 'InvalidInput' } })
  expect(await call('reports:reveal', { path: '/etc/passwd' })).toMatchObject({ failure: { kind: 'NotFound' } })
  expect(await call('tenants:list', {})).toMatchObject({ ok: true })
})

test('what nobody caught in the main process is in the log without what hangs on it, and the console goes on', async () => {
  await using started = await launchApp()
  const { app, page, dataDir } = started
  await app.evaluate(() => {
    const request = { headers: { Authorization: 'Bearer canary-of-a-request' } }
    const anError = (message: string): Error => Object.assign(new Error(message), { config: request })
    void Promise.reject(anError('a rejection'))
    setImmediate(() => {
      throw anError('an exception')
    })
  })
  const log = (): string => readFileSync(join(dataDir, 'logs', 'console.jsonl'), 'utf8')
  await expect.poll(log).toContain('an exception')
  expect(log()).toContain('a rejection')
  expect(findText(dataDir, 'canary-of-a-request').found).toEqual([])
  expect(started.output()).not.toContain('canary-of-a-request')
  await expect(page.getByRole('navigation', { name: 'Places' })).toBeVisible()
})
