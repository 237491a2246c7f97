import { join } from 'node:path'
import { BrowserWindow, nativeTheme, session, type Session } from 'electron'
import type { Log } from '../../core/ports/log.ts'
import { CONSOLE_URL, serveApp } from '../app-protocol.ts'
import { isConsoleUrl } from '../ipc/trusted-sender.ts'
import { isReportUrl, type ReportPages } from '../report-pages.ts'
import { denyPermissions, lockDownContents } from './lock-down-contents.ts'

interface Deps {
  readonly log: Log
  /** The folder that holds `main`, `preload` and `renderer` after the build. */
  readonly outDirectory: string
}

interface SessionDeps extends Deps {
  readonly reports: ReportPages
}

/** Prepares the session the console's windows share; once, after the app is ready. */
export function prepareConsoleSession({ log, outDirectory, reports }: SessionDeps): Session {
  const own = session.defaultSession
  serveApp(own, join(outDirectory, 'renderer'), reports)
  denyPermissions(own, log)
  // Electron fetches dictionaries at start; the empty list stops that, switching the checker off does not (tried on 33).
  own.setSpellCheckerLanguages([])
  own.setSpellCheckerEnabled(false)
  own.on('will-download', (event) => {
    event.preventDefault()
    log.write('warning', 'a download was refused')
  })
  return own
}

/** The console's one window: sandboxed, isolated, on its own protocol, unable to go anywhere else. */
export function openConsoleWindow({ log, outDirectory }: Deps): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Hunter D365 Console',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#fafafa',
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(outDirectory, 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  })
  lockDownContents(
    window.webContents,
    (url, isMainFrame) => isConsoleUrl(url) || (!isMainFrame && isReportUrl(url)),
    log,
  )
  window.once('ready-to-show', () => window.show())
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.write('error', 'the page of the window ended', { reason, exitCode })
    // Work runs in the main process and goes on; a fresh page asks for a snapshot and is true again.
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload()
  })
  void window.loadURL(CONSOLE_URL)
  return window
}
