import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron as electron, type ElectronApplication, type Page } from '@playwright/test'
import { z } from 'zod'
import { makeTempDir, type TempDir } from './temp-dir.ts'

const root = join(import.meta.dirname, '../..')
const startLimitMs = 45_000
const closeLimitMs = 10_000

const setupState = z.object({
  electron: z.object({ executable: z.string(), version: z.string() }),
  sqliteBinding: z.string().nullable(),
})

export interface LaunchOptions {
  /** The data directory to open; without it a fresh one that is deleted on close. */
  readonly dataDir?: string
  /** Added to the environment the app starts with; `undefined` takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Handed to the app after its own path. */
  readonly args?: readonly string[]
  /** The operating system's choice of colours, as the page sees it. */
  readonly colorScheme?: 'light' | 'dark'
}

export interface LaunchedApp extends AsyncDisposable {
  readonly app: ElectronApplication
  /** The first window, loaded. */
  readonly page: Page
  readonly dataDir: string
  /** What the main process has written to its standard output and error so far. */
  output(): string
  /** Ends the main process at once, as a power cut would: nothing gets to clean up. */
  kill(): Promise<void>
  /** Closes the window as an operator does; ends the process after ten seconds if it does not. */
  close(): Promise<void>
}

/** What `npm run setup` found or made: the Electron to start and the database addon that fits it. */
export function readSetupState(): z.infer<typeof setupState> {
  const file = join(root, '.tmp/setup-state.json')
  try {
    return setupState.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new Error(`There is no usable ${file}; run npm run setup (npm test does it by itself).`, { cause: error })
  }
}

function environment(dataDir: string, binding: string | null, more: LaunchOptions['env']): Record<string, string> {
  const all: Record<string, string | undefined> = {
    ...process.env,
    HUNTER_CONSOLE_DATA: dataDir,
    ...(binding === null ? {} : { HUNTER_CONSOLE_SQLITE_BINDING: binding }),
    ELECTRON_RUN_AS_NODE: undefined,
    ...more,
  }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return Object.fromEntries(given)
}

/** Resolves when the main process has ended. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise<void>((resolve) => child.once('exit', () => resolve()))
}

function listenTo(child: ChildProcess): () => string {
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  return () => output
}

async function closeWithinLimit(app: ElectronApplication, child: ChildProcess): Promise<void> {
  const limit = setTimeout(() => child.kill('SIGKILL'), closeLimitMs)
  try {
    await app.close()
    await ended(child)
  } finally {
    clearTimeout(limit)
  }
}

/**
 * V8 holds the promise of an evaluation weakly; a busy main process may collect it before it is settled. What the stories do there can be
 * done twice. Source: microsoft/playwright#33737.
 */
function askAgainWhenCollected(app: ElectronApplication): void {
  const evaluate = app.evaluate.bind(app) as (...args: readonly unknown[]) => Promise<unknown>
  const patient = async (...args: readonly unknown[]): Promise<unknown> => {
    try {
      return await evaluate(...args)
    } catch (error) {
      if (!(error instanceof Error && error.message.includes('promise was garbage collected'))) throw error
      return await evaluate(...args)
    }
  }
  app.evaluate = patient as typeof app.evaluate
}

/** The folder to open, and the handle by which to delete it when it is this launch's own. */
function dataDirFor({ dataDir }: LaunchOptions): { dataDir: string; temporary: TempDir | null } {
  if (dataDir !== undefined) return { dataDir, temporary: null }
  const temporary = makeTempDir()
  return { dataDir: temporary.path, temporary }
}

/**
 * Starts the built console in the Electron that set-up chose, on a data directory of its own.
 * @example await using console = await launchApp()
 */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const { electron: runtime, sqliteBinding } = readSetupState()
  const { dataDir, temporary } = dataDirFor(options)
  const { args = [], colorScheme, env } = options
  const app = await electron.launch({
    executablePath: runtime.executable,
    args: [root, ...args],
    cwd: root,
    env: environment(dataDir, sqliteBinding, env),
    timeout: startLimitMs,
    ...(colorScheme ? { colorScheme } : {}),
  })
  askAgainWhenCollected(app)
  // Asked for once: Playwright forgets the process when the app closes.
  const child = app.process()
  const output = listenTo(child)
  const close = async (): Promise<void> => {
    await closeWithinLimit(app, child)
    temporary?.remove()
  }
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended(child)
  }
  try {
    const page = await app.firstWindow({ timeout: startLimitMs })
    await page.waitForLoadState('domcontentloaded')
    return { app, page, dataDir, output, kill, close, [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw new Error(`The console opened no window. It said:\n${output()}`, { cause: error })
  }
}
