/** What decides whether a message may be answered: the frame it came from. */
export interface SenderFrame {
  readonly url: string
  /** Null for a main frame. */
  readonly parent: unknown
}

const ORIGIN = { protocol: 'app:', host: 'console' } as const

/** True for a page of our own protocol and host, whatever its path. `URL.origin` is no help: it is "null" for schemes of one's own. */
export function isConsoleUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return url.protocol === ORIGIN.protocol && url.host === ORIGIN.host && url.username === '' && url.password === ''
}

/**
 * Only the main frame of a window the console made, showing a page of the console, may call.
 * A frame that is gone (null) is refused: its answer would go to whatever took its place.
 * Source: Electron docs, Security, "Validate the sender of all IPC messages".
 */
export function isTrustedSender(frame: SenderFrame | null, isOurWindow: boolean): boolean {
  return isOurWindow && frame !== null && frame.parent === null && isConsoleUrl(frame.url)
}
