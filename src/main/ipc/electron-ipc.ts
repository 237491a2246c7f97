import { ipcMain, type WebContents } from 'electron'
import type { Log } from '../../core/ports/log.ts'
import { CALL_CHANNEL, EVENT_CHANNEL, type EventName } from '../../shared/contract/names.ts'
import type { Router } from './router.ts'
import { isTrustedSender } from './trusted-sender.ts'

interface Deps {
  readonly router: Router
  readonly log: Log
  /** True for the contents of a console window, and for nothing else. */
  readonly isOurs: (contents: WebContents) => boolean
}

/** The only place that touches `ipcMain`: one channel, one check of the sender, then the router. */
export function serveCalls({ router, log, isOurs }: Deps): void {
  ipcMain.handle(CALL_CHANNEL, (event, name: unknown, input: unknown) => {
    if (!isTrustedSender(event.senderFrame, isOurs(event.sender))) {
      log.write('warning', 'a call from outside the console window was refused', {
        url: event.senderFrame?.url ?? null,
      })
      throw new Error('refused')
    }
    return router(name, input)
  })
}

/** Sends one event to one window; a window that is going away gets nothing. */
export function sendEvent(contents: WebContents, name: EventName, payload: unknown): void {
  if (!contents.isDestroyed()) contents.send(EVENT_CHANNEL, name, payload)
}
