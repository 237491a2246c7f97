import { existsSync } from 'node:fs'
import { prepareDataDirectory, type DataDirectory } from '../adapters/node/data-directory.ts'
import { createFileLog, type FileLog } from '../adapters/node/file-log.ts'
import { systemClock } from '../adapters/node/system-clock.ts'
import type { LockHolder } from '../adapters/sqlite/directory-lock.ts'
import { judgeTlsEnvironment } from '../core/d365/http/tls-environment.ts'
import type { KnownSecrets } from '../core/ports/known-secrets.ts'
import type { BadgeCamera } from '../core/ports/badge-camera.ts'
import type { SystemProxy } from '../core/ports/system-proxy.ts'
import type { Log } from '../core/ports/log.ts'
import type { PdfPrinter } from '../core/ports/pdf-printer.ts'
import { noPdfPrinter } from '../core/reports/no-pdf-printer.ts'
import { noBadgeCamera } from '../core/scenarios/no-badge-camera.ts'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import { attachSandbox } from './attached-sandbox.ts'
import type { ConsoleHost } from './console-host.ts'
import { createConsoleHost } from './create-console-host.ts'
import { holdDirectory } from './hold-directory.ts'
import { openSession, type Session, type Surroundings } from './open-session.ts'
import { createOwnSandbox, type ClosableSandboxHost, type LaunchSandbox } from './own-sandbox.ts'
import { consolePlace, createKeychain, sandboxFile } from './surroundings.ts'

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

/**
 * Builds the console on one data directory: lock, database, keychain, log, sandbox host, core. The one place that knows how the parts
 * fit, for window and command line alike.
 *
 * Failures: InvalidInput where certificate checks are switched off, Refused `directory_held` (names the holder) and
 * `database_too_new`, LocalDataError. Nothing is held or left running after one.
 */
export function openConsole(options: ConsoleOptions): Result<ConsoleHost, Failure> {
  const { mustAbort } = judgeTlsEnvironment(options.env)
  if (mustAbort !== null) return fail({ kind: 'InvalidInput', message: mustAbort, fields: [] })
  const { place, nativeBinding } = consolePlace(options.dataDirectory, options.env)
  const directory = tryPrepare(place)
  if (!directory.ok) return directory
  const parts = { options, directory: directory.value, nativeBinding }
  // Nothing to read yet: the first command makes the database, whatever it is.
  if (options.access === 'write' || !existsSync(directory.value.database)) return openHeld(parts)
  const beside = openBeside(parts)
  if (beside.ok || beside.failure.kind !== 'LocalDataError') return beside
  // An older or damaged database needs a hand that may write; if nobody else has it, this process is that hand.
  const mended = openHeld(parts)
  return mended.ok ? mended : beside
}

interface Parts {
  readonly options: ConsoleOptions
  readonly directory: DataDirectory
  readonly nativeBinding: string | null
}

function openHeld(parts: Parts): Result<ConsoleHost, Failure> {
  const { options, directory, nativeBinding } = parts
  const held = holdDirectory({ directory: directory.root, kind: options.kind, clock: systemClock, nativeBinding })
  if (!held.ok) return held
  const opened = open(parts, false, held.value)
  if (!opened.ok) held.value()
  return opened
}

const openBeside = (parts: Parts): Result<ConsoleHost, Failure> => open(parts, true, () => undefined)

function open(parts: Parts, isReadOnly: boolean, release: () => void): Result<ConsoleHost, Failure> {
  const { options, directory, nativeBinding } = parts
  const { knownSecrets } = options
  const log = createFileLog({ directory: directory.logs, clock: systemClock, knownSecrets })
  const sandbox = chooseSandbox(options, directory, log)
  const secrets = createKeychain(options.env)
  const surroundings: Surroundings = {
    directory,
    isReadOnly,
    nativeBinding,
    ports: {
      log,
      secrets,
      knownSecrets,
      sandbox,
      systemProxy: options.systemProxy,
      pdfPrinter: options.pdfPrinter?.(log) ?? noPdfPrinter,
      badgeCamera: options.badgeCamera?.(log) ?? noBadgeCamera,
      appVersion: options.appVersion,
    },
  }
  const session: Result<Session, Failure> = openSession(surroundings)
  if (!session.ok) {
    log.write('error', 'local data could not be opened', { failure: session.failure })
    log.close()
    return session
  }
  return ok(createConsoleHost({ surroundings, log, sandbox, session: session.value, release, kind: options.kind }))
}

function chooseSandbox(options: ConsoleOptions, directory: DataDirectory, log: FileLog): ClosableSandboxHost {
  const file = sandboxFile(options.sandbox, options.env)
  return file === null ? createOwnSandbox(options.launchSandbox(directory.sandbox), log) : attachSandbox(file)
}

function tryPrepare(place: string): Result<DataDirectory, Failure> {
  try {
    return ok(prepareDataDirectory(place))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fail({ kind: 'LocalDataError', message: `The data directory ${place} cannot be used: ${why}.`, path: place })
  }
}
