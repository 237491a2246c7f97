import { join } from 'node:path'
import { app, dialog, powerMonitor, type BrowserWindow } from 'electron'
import { prepareDataDirectory, type DataDirectory } from '../adapters/node/data-directory.ts'
import type { ConsoleHost } from '../compose/console-host.ts'
import { consolePlace } from '../compose/surroundings.ts'
import { registerAppScheme } from './app-protocol.ts'
import { setApplicationMenu } from './application-menu.ts'
import { connectWindow, openConsoleForWindow } from './compose.ts'
import { logWhatNobodyCaught } from './last-net.ts'
import { judgeStart } from './judge-start.ts'
import { createReportPages } from './report-pages.ts'
import { tellStartFailure } from './tell-start-failure.ts'
import { openConsoleWindow, prepareConsoleSession } from './windows/console-window.ts'

/** How long the end may take: running work reaches a safe point within it, or is finished by the next start. */
const CLOSE_LIMIT_MS = 8_000

const outDirectory = join(import.meta.dirname, '..')
let window: BrowserWindow | null = null
let host: ConsoleHost | null = null

// Before anything else: these hold for the whole life of the process and cannot be set later.
const objection = judgeStart({ hasSwitch: (name) => app.commandLine.hasSwitch(name), env: process.env })
if (objection !== null) giveUp(objection)
// A start as root (containers, test machines) comes with --no-sandbox; insisting on the sandbox then kills every child process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
registerAppScheme()

// Electron keys its one-instance lock to this folder, so it is per data directory; links to one are resolved to it first.
const asked = app.commandLine.getSwitchValue('data-dir')
const data = prepare(consolePlace(asked === '' ? null : asked, process.env).place)
app.setPath('userData', join(data.root, 'window'))

if (app.requestSingleInstanceLock()) {
  // Whatever a second start was given (arguments, a working directory, a URL) is not looked at: it only calls the window.
  app.on('second-instance', showWindow)
  app.on('activate', showWindow)
  app.on('window-all-closed', () => app.quit())
  app.on('before-quit', quitOnce())
  // Never awaited here: Electron waits for this module before it is ready. Local data is checked and the core loaded meanwhile.
  const opening = openConsoleForWindow(data.root, outDirectory)
  void app.whenReady().then(() => start(opening))
} else {
  app.exit(0)
}

/** Ends the process before there is a window; on Linux the words go to standard error. */
function giveUp(why: string): never {
  dialog.showErrorBox('Hunter D365 Console', why)
  process.exit(2)
}

function prepare(place: string): DataDirectory {
  try {
    return prepareDataDirectory(place)
  } catch (error) {
    return giveUp(
      `The data directory ${place} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

async function start(opening: ReturnType<typeof openConsoleForWindow>): Promise<void> {
  setApplicationMenu(app)
  const opened = await opening
  if (!opened.ok) {
    if (await tellStartFailure(opened.failure)) return start(openConsoleForWindow(data.root, outDirectory))
    app.exit(2)
    return
  }
  host = opened.value
  const { log } = host
  logWhatNobodyCaught(log)
  const reports = createReportPages()
  prepareConsoleSession({ log, outDirectory, reports })
  connectWindow(host, { window: () => window, reports })
  openWindow(host)
  lockWithTheScreen(host)
  inBackground(host)
}

function openWindow({ log }: ConsoleHost): void {
  const opened = openConsoleWindow({ log, outDirectory })
  opened.on('closed', () => {
    window = null
  })
  window = opened
}

function showWindow(): void {
  if (window === null) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** PROD stays unlocked for whoever typed the name, not for whoever comes to the desk next. */
function lockWithTheScreen(opened: ConsoleHost): void {
  const lock = (): void => opened.core.tenants.lockAll()
  powerMonitor.on('lock-screen', lock)
  powerMonitor.on('suspend', lock)
  powerMonitor.on('resume', () => opened.core.push.wake())
}

/** What the window does not wait for: what an earlier process left unfinished, and the sandbox. */
function inBackground(opened: ConsoleHost): void {
  const report = (error: unknown): void => opened.log.write('error', 'work in the background failed', { error })
  opened.recover().catch(report)
  opened.sandbox.info().catch(report)
}

/** The first wish to quit closes everything in order and then ends the process; further ones are waiting for the same end. */
function quitOnce() {
  let isClosing = false
  return (event: { preventDefault: () => void }): void => {
    if (host === null) return
    event.preventDefault()
    if (isClosing) return
    isClosing = true
    const limit = new Promise((resolve) => setTimeout(resolve, CLOSE_LIMIT_MS))
    const closed = host.close().catch((error: unknown) => host?.log.write('error', 'closing failed', { error }))
    void Promise.race([closed, limit]).then(() => app.exit(0))
  }
}
