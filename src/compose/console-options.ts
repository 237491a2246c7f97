import type { DataDirectory } from '../adapters/node/data-directory.ts'
import type { LockHolder } from '../adapters/sqlite/directory-lock.ts'
import type { BadgeCamera } from '../core/ports/badge-camera.ts'
import type { KnownSecrets } from '../core/ports/known-secrets.ts'
import type { Log } from '../core/ports/log.ts'
import type { PdfPrinter } from '../core/ports/pdf-printer.ts'
import type { SystemProxy } from '../core/ports/system-proxy.ts'
import type { LaunchSandbox } from './own-sandbox.ts'

/** `write` takes the directory's lock; `read` opens the database read-only beside whoever holds it. */
export type ConsoleAccess = 'write' | 'read'

export interface ConsoleOptions {
  readonly access: ConsoleAccess
  readonly kind: LockHolder['kind']
  /** `--data-dir`; null = environment, else the user's own. */
  readonly dataDirectory: string | null
  /** `--sandbox`; null = environment, else the directory's own sandbox, started by `launchSandbox`. */
  readonly sandbox: string | null
  readonly launchSandbox: (storeDirectory: string) => LaunchSandbox
  /** Path of `adapters/sqlite/judge-file-worker` as this program runs it. */
  readonly fileJudge: string
  /** Null = this process has no window to print from. */
  readonly pdfPrinter: ((log: Log) => PdfPrinter) | null
  /** Null = nor to take pictures of. */
  readonly badgeCamera: ((log: Log) => BadgeCamera) | null
  /** What the system says about proxies: the desktop's setting in the window, the environment on the command line. */
  readonly systemProxy: SystemProxy
  readonly appVersion: string
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of the process: what its last net must cut out as well. */
  readonly knownSecrets: KnownSecrets
}

/** What was asked for, and where it lies. */
export interface ConsoleParts {
  readonly options: ConsoleOptions
  readonly directory: DataDirectory
  readonly nativeBinding: string | null
}
