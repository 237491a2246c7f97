import { BrowserWindow } from 'electron'
import { z } from 'zod'
import type { BadgeCamera } from '../core/ports/badge-camera.ts'
import type { Log } from '../core/ports/log.ts'
import { fail, ok } from '../shared/lib/result.ts'
import type { BadgePicture } from '../shared/model/badge-picture.ts'
import { CONSOLE_URL } from './app-protocol.ts'
import { withinLimit } from './within-limit.ts'
import { lockDownContents } from './windows/lock-down-contents.ts'

const PAGE = `${CONSOLE_URL}badge.html`
const LIMIT_MS = 10_000
/** A run takes its pictures in bursts: the window stays for the next one, and no longer. */
const IDLE_MS = 3_000

const SizeSchema = z.object({ width: z.int().min(1).max(2_000), height: z.int().min(1).max(2_000) })

type Subject = Parameters<BadgeCamera['take']>[0]

/**
 * Pictures from a window nobody sees. It shares the console's session, so that its page wears the theme and speaks the language chosen there,
 * and has no preload: what it renders comes with the call, and it can ask for nothing.
 */
export function createElectronBadgeCamera(log: Log): BadgeCamera {
  let queue: Promise<unknown> = Promise.resolve()
  let window: BrowserWindow | null = null
  let idle: NodeJS.Timeout | undefined

  const close = (): void => {
    window?.destroy()
    window = null
  }
  const photograph = async (subject: Subject): ReturnType<BadgeCamera['take']> => {
    clearTimeout(idle)
    try {
      window ??= await openPage(log)
      return ok(await withinLimit(LIMIT_MS, capture(window, subject)))
    } catch (error) {
      log.write('error', 'a picture of a badge could not be taken', { error })
      close()
      return fail('not_taken')
    } finally {
      idle = setTimeout(close, IDLE_MS)
    }
  }
  return {
    // One after the other: runs of several tenants share the one window.
    take: (subject) => {
      const taken = queue.then(() => photograph(subject))
      queue = taken
      return taken
    },
  }
}

async function openPage(log: Log): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    show: false,
    width: 720,
    height: 240,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // Nobody sees it, and it must draw all the same.
      backgroundThrottling: false,
    },
  })
  lockDownContents(window.webContents, (url) => url === PAGE, log)
  try {
    await withinLimit(LIMIT_MS, window.loadURL(PAGE))
    return window
  } catch (error) {
    window.destroy()
    throw error
  }
}

async function capture({ webContents }: BrowserWindow, subject: Subject): Promise<BadgePicture> {
  const drawn: unknown = await webContents.executeJavaScript(
    `badgePage.then((draw) => draw(${JSON.stringify(subject)}))`,
  )
  const { width, height } = SizeSchema.parse(drawn)
  const image = await webContents.capturePage({ x: 0, y: 0, width, height }, { stayHidden: true })
  if (image.isEmpty()) throw new Error('The picture is empty.')
  return { png: image.toPNG().toString('base64'), width, height }
}
