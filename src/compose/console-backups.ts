import { existsSync } from 'node:fs'
import type { DataDirectory } from '../adapters/node/data-directory.ts'
import { createBackups, type BackupFile } from '../adapters/sqlite/backups.ts'
import { LocalDataUnavailable } from '../adapters/sqlite/local-data-unavailable.ts'
import type { OpenedLocalData } from '../adapters/sqlite/local-data.ts'
import { restoreDatabase } from '../adapters/sqlite/restore-database.ts'
import type { Log } from '../core/ports/log.ts'
import type { Core } from '../core/services.ts'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { Backups } from './console-host.ts'

interface Deps {
  readonly directory: DataDirectory
  readonly nativeBinding: string | null
  readonly log: Log
  readonly data: () => OpenedLocalData
  readonly core: () => Core
  /** Closes database and core, does the work, and opens them again whatever came of it. */
  readonly whileClosed: <T>(work: () => Result<T, Failure>) => Promise<Result<T, Failure>>
}

interface DailyBackups {
  /** Resolves once no copy is being made. */
  readonly stop: () => Promise<void>
}

/** Often enough that a console that is never closed makes each day's copy. */
const LOOK_EVERY_MS = 60 * 60 * 1000
/** Copying every page beside the first pushes would hold them up. */
const FIRST_LOOK_AFTER_MS = 10_000

export function createConsoleBackups(deps: Deps): Backups & { readonly startDaily: () => DailyBackups } {
  const { directory, nativeBinding } = deps
  const files = createBackups({ directory: directory.backups, database: directory.database, nativeBinding })
  const copyTo = (target: string): Promise<void> => deps.data().copyTo(target)
  return {
    list: () => Promise.resolve(ok(files.list())),
    make: () => settle(() => files.make(copyTo)),
    writeTo: (file) => settle(() => writeCopy(file, copyTo)),
    restore: (name) => restore(deps, () => files.restore(name)),
    restoreFile: (from) =>
      restore(deps, () => {
        if (!existsSync(from)) throw wrongFile(`There is no file ${from}.`)
        return restoreDatabase({ from, database: directory.database, nativeBinding })
      }),
    startDaily: () => startDaily(() => files.makeDaily(copyTo), deps.log),
  }
}

async function restore(
  deps: Deps,
  putBack: () => { readonly movedAside: string | null },
): ReturnType<Backups['restore']> {
  const restored = await deps.whileClosed(() => settleNow(putBack))
  if (!restored.ok) return restored
  deps.log.write('warning', 'a backup was put back', restored.value)
  // Decisions made since the copy live in the sidecar; the chain must not forget them.
  return deps.core().gate.reconcileAfterRestore()
}

/** The first copy begins when the start is over, or with the end of a process that ends before. */
function startDaily(makeDaily: () => Promise<BackupFile | null>, log: Log): DailyBackups {
  const make = async (): Promise<void> => {
    try {
      const made = await makeDaily()
      if (made !== null) log.write('info', 'the daily copy was made', { ...made })
    } catch (error) {
      log.write('error', 'the daily copy could not be made', { error })
    }
  }
  let current: Promise<void> | null = null
  const makeNext = (): void => void (current = current === null ? make() : current.then(make))
  const first = setTimeout(makeNext, FIRST_LOOK_AFTER_MS).unref()
  const timer = setInterval(makeNext, LOOK_EVERY_MS).unref()
  return {
    stop: () => {
      clearTimeout(first)
      clearInterval(timer)
      return current ?? make()
    },
  }
}

async function writeCopy(file: string, copyTo: (target: string) => Promise<void>): Promise<string> {
  // A copy must never be the reason that an older copy is gone.
  if (existsSync(file)) throw wrongFile(`${file} exists already; choose another name.`)
  await copyTo(file)
  return file
}

const wrongFile = (message: string): LocalDataUnavailable =>
  new LocalDataUnavailable({ kind: 'InvalidInput', message, fields: [{ field: 'file', message }] })

async function settle<T>(work: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await work())
  } catch (error) {
    return fail(toFailure(error))
  }
}

function settleNow<T>(work: () => T): Result<T, Failure> {
  try {
    return ok(work())
  } catch (error) {
    return fail(toFailure(error))
  }
}

/** Copying and restoring fail for the file system's reasons (full, read-only, no such folder): those are no defects. */
function toFailure(error: unknown): Failure {
  if (error instanceof LocalDataUnavailable) return error.failure
  if (!(error instanceof Error) || !('code' in error)) throw error
  return { kind: 'LocalDataError', message: `The copy could not be made or put back: ${error.message}`, path: null }
}
