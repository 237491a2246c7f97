import { createFileLog, type FileLog } from '../adapters/node/file-log.ts'
import { systemClock } from '../adapters/node/system-clock.ts'
import type { SoundFile } from '../adapters/sqlite/judge-file.ts'
import { noPdfPrinter } from '../core/reports/no-pdf-printer.ts'
import { noBadgeCamera } from '../core/scenarios/no-badge-camera.ts'
import { ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import { attachSandbox } from './attached-sandbox.ts'
import type { ConsoleHost } from './console-host.ts'
import { createConsoleHost } from './create-console-host.ts'
import type { ConsoleParts } from './console-options.ts'
import { openSession, type Session, type Surroundings } from './open-session.ts'
import { createOwnSandbox, type ClosableSandboxHost } from './own-sandbox.ts'
import { createKeychain, sandboxFile } from './surroundings.ts'

interface Way {
  readonly isReadOnly: boolean
  /** Lets go of the directory's lock. */
  readonly release: () => void
  /** What comes of judging the database beside; awaited before it is opened. */
  readonly judged: Promise<SoundFile | null>
}

/** All that is heavy: database, keychain, log, sandbox host, core. The directory is held already, or only read. */
export async function buildConsole(
  parts: ConsoleParts,
  { isReadOnly, release, judged }: Way,
): Promise<Result<ConsoleHost, Failure>> {
  const { options, directory, nativeBinding } = parts
  const { knownSecrets } = options
  const log = createFileLog({ directory: directory.logs, clock: systemClock, knownSecrets })
  // The first line also makes ready what masks the later ones, while there is time.
  log.write('info', 'the console starts', { version: options.appVersion, kind: options.kind })
  const sandbox = chooseSandbox(parts, log)
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
  const foundSound = await judged
  const session: Result<Session, Failure> = openSession(surroundings, foundSound)
  if (!session.ok) {
    log.write('error', 'local data could not be opened', { failure: session.failure })
    log.close()
    return session
  }
  log.write('info', 'local data is open', { wasJudgedBeside: foundSound !== null })
  return ok(createConsoleHost({ surroundings, log, sandbox, session: session.value, release, kind: options.kind }))
}

function chooseSandbox({ options, directory }: ConsoleParts, log: FileLog): ClosableSandboxHost {
  const file = sandboxFile(options.sandbox, options.env)
  return file === null ? createOwnSandbox(options.launchSandbox(directory.sandbox), log) : attachSandbox(file)
}
