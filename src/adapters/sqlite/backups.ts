import { readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileStamp } from './file-stamp.ts'
import { LocalDataUnavailable } from './local-data-unavailable.ts'
import { restoreDatabase } from './restore-database.ts'

/** One copy of local data. `at` is ISO 8601 UTC. */
export interface BackupFile {
  readonly name: string
  readonly at: string
  readonly bytes: number
}

export interface BackupsOptions {
  readonly directory: string
  /** The database that copies are made of and put back over. */
  readonly database: string
  readonly now?: () => number
  readonly nativeBinding?: string | null
}

export interface Backups {
  /** Newest first. */
  readonly list: () => readonly BackupFile[]
  /** A copy now, kept until somebody deletes it. `copyTo` is the open local data's. */
  readonly make: (copyTo: (target: string) => Promise<void>) => Promise<BackupFile>
  /** The day's copy (UTC) unless it is there already, which answers null; removes automatic copies older than 14 days. */
  readonly makeDaily: (copyTo: (target: string) => Promise<void>) => Promise<BackupFile | null>
  /**
   * Puts a copy in the place of the database, which must be closed everywhere; the present one is moved aside, never deleted. Answers where.
   * @throws LocalDataUnavailable when there is no such copy, or it is damaged, newer than this console, or another program's.
   */
  readonly restore: (name: string) => { readonly movedAside: string | null }
}

const KEPT_DAYS = 14
const DAY_MS = 24 * 60 * 60 * 1000
/** Everything this class of files may be called; a name from outside that differs names nothing. */
const NAME = /^(backup-\d{4}-\d{2}-\d{2}|manual-\d{8}T\d{9}Z|before-version-\d+-from-\d+-\d{8}T\d{9}Z)\.sqlite$/
/** The day in the name of a copy that nobody asked for; the file's own times change when it is moved about. */
const AUTOMATIC = /^(?:backup-|before-version-\d+-from-\d+-)(\d{4})-?(\d{2})-?(\d{2})/

/** The copies of local data in one directory. */
export function createBackups(options: BackupsOptions): Backups {
  const { directory, database, now = Date.now, nativeBinding = null } = options
  const list = () =>
    readdirOrNone(directory)
      .filter((name) => NAME.test(name))
      .map(describe)
      .sort(newestFirst)
  const describe = (name: string): BackupFile => {
    const { mtimeMs, size } = statSync(path.join(directory, name))
    return { name, at: new Date(mtimeMs).toISOString(), bytes: size }
  }
  const make = async (name: string, copyTo: (target: string) => Promise<void>) => {
    await copyTo(path.join(directory, name))
    return describe(name)
  }
  return {
    list,
    make: (copyTo) => make(`manual-${fileStamp(now())}.sqlite`, copyTo),
    makeDaily: async (copyTo) => {
      const name = `backup-${new Date(now()).toISOString().slice(0, 10)}.sqlite`
      const made = list().some((backup) => backup.name === name) ? null : await make(name, copyTo)
      // Only after today's copy is safe: a copy that cannot be made must not cost the old ones.
      for (const old of list().filter(({ name: other }) => isExpired(other, now()))) {
        rmSync(path.join(directory, old.name), { force: true })
      }
      return made
    },
    restore: (name) => {
      if (!list().some((backup) => backup.name === name)) {
        const message = `There is no backup named ${JSON.stringify(name)} in ${directory}.`
        throw new LocalDataUnavailable({ kind: 'NotFound', what: 'backup', message })
      }
      return restoreDatabase({ from: path.join(directory, name), database, now, nativeBinding })
    },
  }
}

function isExpired(name: string, nowMs: number): boolean {
  const [, year, month, day] = AUTOMATIC.exec(name) ?? []
  if (year === undefined || month === undefined || day === undefined) return false
  return nowMs - Date.parse(`${year}-${month}-${day}T00:00:00Z`) > KEPT_DAYS * DAY_MS
}

const newestFirst = (one: BackupFile, other: BackupFile): number =>
  other.at.localeCompare(one.at) || other.name.localeCompare(one.name)

function readdirOrNone(directory: string): readonly string[] {
  try {
    return readdirSync(directory)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}
