import type { Session, WebContents } from 'electron'
import type { Log } from '../../core/ports/log.ts'

/**
 * Denies everything a page could use to leave its place: going elsewhere, new windows, webviews, dragged files.
 * Source: Electron docs, Security, items 12 to 14.
 */
export function lockDownContents(
  contents: WebContents,
  mayVisit: (url: string, isMainFrame: boolean) => boolean,
  log: Log,
): void {
  const refuse =
    (what: string) =>
    (event: { preventDefault: () => void }, url: string, isMainFrame = true) => {
      if (mayVisit(url, isMainFrame)) return
      event.preventDefault()
      log.write('warning', `${what} was refused`, { url })
    }
  contents.on('will-navigate', (event) => refuse('a navigation')(event, event.url))
  contents.on('will-redirect', (event) => refuse('a redirect')(event, event.url, event.isMainFrame))
  contents.on('will-frame-navigate', (event) => refuse('a navigation of a frame')(event, event.url, event.isMainFrame))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    log.write('warning', 'a webview was refused')
  })
  contents.setWindowOpenHandler(({ url }) => {
    log.write('warning', 'a new window was refused', { url })
    return { action: 'deny' }
  })
}

/** No page of the console needs a permission: camera, notifications, clipboard reading, devices, … are all refused and logged. */
export function denyPermissions(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    log.write('warning', 'a permission was refused', { permission })
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
}
