import { X509Certificate } from 'node:crypto'
import { BrowserWindow, session, type Session } from 'electron'
import type { Log } from '../../core/ports/log.ts'
import { denyPermissions, lockDownContents } from './lock-down-contents.ts'

interface SandboxPage {
  readonly url: URL
  /** The sandbox's certificate: the one this window trusts. */
  readonly caPem: string
}

const TRUST = 0
const REFUSE = -2

/** Chromium names a certificate by its SHA-256, base64 behind a prefix. */
export const chromiumFingerprint = (pem: string): string =>
  `sha256/${Buffer.from(new X509Certificate(pem).fingerprint256.replaceAll(':', ''), 'hex').toString('base64')}`

/** Opens a page of the sandbox in a window of its own: own session in memory, one trusted certificate, one origin, no scripts. */
export function openRecordWindow({ url, caPem }: SandboxPage, log: Log): BrowserWindow {
  // A partition per certificate: another sandbox attached later must not inherit this one's trust.
  const fingerprint = chromiumFingerprint(caPem)
  const own = session.fromPartition(`record ${fingerprint}`)
  confine(own, url.origin, fingerprint)
  denyPermissions(own, log)

  const window = new BrowserWindow({
    width: 960,
    height: 720,
    title: 'Record in the sandbox',
    autoHideMenuBar: true,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      javascript: false,
    },
  })
  lockDownContents(window.webContents, (to) => URL.canParse(to) && new URL(to).origin === url.origin, log)
  void window.loadURL(url.href)
  return window
}

function confine(own: Session, origin: string, fingerprint: string): void {
  own.setSpellCheckerLanguages([])
  own.setCertificateVerifyProc(({ certificate }, answer) =>
    answer(certificate.fingerprint === fingerprint ? TRUST : REFUSE),
  )
  own.webRequest.onBeforeRequest((details, answer) => {
    const isHome = URL.canParse(details.url) && new URL(details.url).origin === origin
    answer({ cancel: !isHome })
  })
}
