import type { Readable } from 'node:stream'
import type { KnownSecrets } from '../core/ports/known-secrets.ts'

/** The process around a command: what it may read and write, and who may stop it. Tests bring their own. */
export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: { readonly write: (text: string) => unknown; readonly isTTY?: boolean; readonly columns?: number }
  readonly stderr: { readonly write: (text: string) => unknown; readonly isTTY?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  /** Aborted by Ctrl+C and SIGTERM. */
  readonly signal: AbortSignal
  /** What this process must never print. */
  readonly knownSecrets: KnownSecrets
}
