import { join } from 'node:path'
import { app, session, type BrowserWindow } from 'electron'
import type { ConsoleHost } from '../compose/console-host.ts'
import { openConsole } from '../compose/open-console.ts'
import { localDataTrouble } from '../adapters/sqlite/local-data-trouble.ts'
import { createKnownSecrets } from '../core/ports/known-secrets.ts'
import { systemRandom } from '../adapters/node/system-random.ts'
import type { Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import { createDesktopProxy } from './desktop-proxy.ts'
import { createElectronDesktop } from './electron-desktop.ts'
import { sendEvent, serveCalls } from './ipc/electron-ipc.ts'
import { startEventPump } from './ipc/event-pump.ts'
import { createHandlers } from './ipc/handlers/create-handlers.ts'
import { createRouter } from './ipc/router.ts'
import { createElectronBadgeCamera } from './electron-badge-camera.ts'
import { createElectronPdfPrinter } from './electron-pdf-printer.ts'
import type { ReportPages } from './report-pages.ts'
import { isStandInRuntime } from './stand-in-runtime.ts'
import { launchSandboxUtility } from './sandbox-host.ts'

/** Opens the console for the window: the sandbox runs in a utility process of its own. */
export function openConsoleForWindow(
  dataDirectory: string,
  outDirectory: string,
): Promise<Result<ConsoleHost, Failure>> {
  return openConsole({
    access: 'write',
    kind: 'window',
    dataDirectory,
    sandbox: null,
    launchSandbox: (store) => launchSandboxUtility(join(outDirectory, 'main', 'sandbox-process.js'), store),
    fileJudge: join(outDirectory, 'main', 'judge-file-worker.js'),
    pdfPrinter: createElectronPdfPrinter,
    badgeCamera: createElectronBadgeCamera,
    systemProxy: createDesktopProxy(() => session.defaultSession),
    appVersion: app.getVersion(),
    env: process.env,
    knownSecrets: createKnownSecrets(),
  })
}

interface WindowParts {
  readonly window: () => BrowserWindow | null
  readonly reports: ReportPages
}

/** Connects the console with its window: calls down, events up. Returns the function that ends the events. */
export function connectWindow(host: ConsoleHost, { window, reports }: WindowParts): () => void {
  const { log } = host
  const electron = process.versions.electron
  const shell = { electron, isStandInRuntime: isStandInRuntime(electron), locale: () => app.getLocale() }
  const desktop = createElectronDesktop({ window, sandbox: host.sandbox, log })
  const handlers = createHandlers({ host, desktop, reports, shell })
  serveCalls({
    router: createRouter({
      handlers,
      log,
      newId: systemRandom.uuid,
      failureOf: (error) => localDataTrouble(error, null),
    }),
    log,
    isOurs: (contents) => contents === window()?.webContents,
  })
  return startEventPump({
    events: host.events,
    log,
    send: (name, payload) => {
      const current = window()
      if (current !== null) sendEvent(current.webContents, name, payload)
    },
    after: (ms, work) => {
      const timer = setTimeout(work, ms)
      return () => clearTimeout(timer)
    },
  })
}
