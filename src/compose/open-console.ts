import { existsSync } from 'node:fs'
import { prepareDataDirectory, type DataDirectory } from '../adapters/node/data-directory.ts'
import { systemClock } from '../adapters/node/system-clock.ts'
import { judgeFileBeside } from '../adapters/sqlite/judge-file-beside.ts'
import { judgeTlsEnvironment } from '../core/d365/http/tls-environment.ts'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { ConsoleHost } from './console-host.ts'
import type { ConsoleOptions, ConsoleParts } from './console-options.ts'
import { holdDirectory } from './hold-directory.ts'
import { consolePlace } from './surroundings.ts'

/**
 * Builds the console on one data directory: lock, database, keychain, log, sandbox host, core. The one place that knows how the parts
 * fit, for window and command line alike.
 *
 * Who is refused the directory leaves before anything heavy is loaded. Who has it loads the core while the database is judged in a thread of its own;
 * nothing is written and nothing asked of a tenant before that has ended well.
 *
 * Failures: InvalidInput where certificate checks are switched off, Refused `directory_held` (names the holder) and
 * `database_too_new`, LocalDataError. Nothing is held or left running after one.
 */
export async function openConsole(options: ConsoleOptions): Promise<Result<ConsoleHost, Failure>> {
  const { mustAbort } = judgeTlsEnvironment(options.env)
  if (mustAbort !== null) return fail({ kind: 'InvalidInput', message: mustAbort, fields: [] })
  const { place, nativeBinding } = consolePlace(options.dataDirectory, options.env)
  const directory = tryPrepare(place)
  if (!directory.ok) return directory
  const parts = { options, directory: directory.value, nativeBinding }
  // Nothing to read yet: the first command makes the database, whatever it is.
  if (options.access === 'write' || !existsSync(directory.value.database)) return openHeld(parts)
  const beside = await openBeside(parts)
  if (beside.ok || beside.failure.kind !== 'LocalDataError') return beside
  // An older or damaged database needs a hand that may write; if nobody else has it, this process is that hand.
  const mended = await openHeld(parts)
  return mended.ok ? mended : beside
}

async function openHeld(parts: ConsoleParts): Promise<Result<ConsoleHost, Failure>> {
  const { options, directory, nativeBinding } = parts
  const held = holdDirectory({ directory: directory.root, kind: options.kind, clock: systemClock, nativeBinding })
  if (!held.ok) return held
  const judged = judgeFileBeside(options.fileJudge, { path: directory.database, nativeBinding })
  const { buildConsole } = await import('./build-console.ts')
  const opened = await buildConsole(parts, { isReadOnly: false, release: held.value, judged })
  if (!opened.ok) held.value()
  return opened
}

async function openBeside(parts: ConsoleParts): Promise<Result<ConsoleHost, Failure>> {
  const { buildConsole } = await import('./build-console.ts')
  return buildConsole(parts, { isReadOnly: true, release: () => undefined, judged: Promise.resolve(null) })
}

function tryPrepare(place: string): Result<DataDirectory, Failure> {
  try {
    return ok(prepareDataDirectory(place))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fail({ kind: 'LocalDataError', message: `The data directory ${place} cannot be used: ${why}.`, path: place })
  }
}
