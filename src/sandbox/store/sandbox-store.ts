import Database from 'better-sqlite3'
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { StoreHeldError } from './store-held-error.ts'

export type SqlValue = string | number | null
export type Row = Record<string, SqlValue>

/** Statements kept prepared; the least recently used leave first. */
const keptStatements = 400
/** How long a start waits for a predecessor that is just ending. */
const lockPatienceMs = 1_000

/**
 * Ids and addresses are random, so every batch of rows touches pages all over the file. Between two checkpoints a page is written
 * back once, however often it was touched: few, large checkpoints are several times as fast. 8000 pages are 32 MB of log at most.
 */
const checkpointPages = 8_000
const cacheKiB = 16 * 1024

/** The sandbox's own SQLite file (or memory), held exclusively by one process. */
export class SandboxStore {
  private readonly db: Database.Database
  private readonly statements = new Map<string, Database.Statement<SqlValue[], Row>>()
  /** Made once: the library builds four functions for every wrapped one. */
  private readonly atomically: (work: () => unknown) => unknown

  private constructor(db: Database.Database) {
    this.db = db
    this.atomically = db.transaction((work: () => unknown) => work())
  }

  /**
   * Opens the store in `directory` (made with mode 0700 if absent), or in memory for `null`.
   *
   * @throws StoreHeldError when another process holds it; names that process where it is known.
   */
  static open(directory: string | null): SandboxStore {
    if (directory === null) return new SandboxStore(openDatabase(':memory:'))
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const file = path.join(directory, 'sandbox.db')
    const holderFile = path.join(directory, 'holder.pid')
    // Before SQLite opens it: its write-ahead log takes the file's mode, and holds the secret as much as the file does.
    // Only a file that is not there yet: closing a descriptor of one that is held would free its lock (POSIX).
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600))
    chmodSync(file, 0o600)
    const db = openDatabase(file)
    try {
      takeExclusively(db)
    } catch (error) {
      db.close()
      if (isBusy(error)) throw new StoreHeldError(directory, readHolder(holderFile))
      throw error
    }
    writeFileSync(holderFile, String(process.pid), { mode: 0o600 })
    return new SandboxStore(db)
  }

  run(sql: string, parameters: readonly SqlValue[] = []): number {
    return this.statement(sql).run(...parameters).changes
  }

  get(sql: string, parameters: readonly SqlValue[] = []): Row | undefined {
    return this.statement(sql).get(...parameters)
  }

  all(sql: string, parameters: readonly SqlValue[] = []): readonly Row[] {
    return this.statement(sql).all(...parameters)
  }

  execute(sql: string): void {
    this.db.exec(sql)
  }

  /** All or nothing; nests by savepoints, so that a change set inside a request stays a unit of its own. */
  transaction<T>(work: () => T): T {
    return this.atomically(work) as T
  }

  close(): void {
    this.statements.clear()
    this.db.close()
  }

  /** A changed table makes every prepared statement doubtful. */
  forgetStatements(): void {
    this.statements.clear()
  }

  private statement(sql: string): Database.Statement<SqlValue[], Row> {
    const known = this.statements.get(sql)
    if (known) {
      // Re-inserting keeps the map in order of use; only worth its price when the map is nearly full.
      if (this.statements.size > keptStatements / 2) {
        this.statements.delete(sql)
        this.statements.set(sql, known)
      }
      return known
    }
    const prepared = this.db.prepare<SqlValue[], Row>(sql)
    if (this.statements.size >= keptStatements) {
      const oldest = this.statements.keys().next()
      if (!oldest.done) this.statements.delete(oldest.value)
    }
    this.statements.set(sql, prepared)
    return prepared
  }
}

const openDatabase = (file: string): Database.Database => {
  // Under Electron the addon is another build than under Node; the set-up tells where it lies.
  const binding = process.versions['electron'] ? process.env['HUNTER_CONSOLE_SQLITE_BINDING'] : undefined
  const db = new Database(file, { timeout: lockPatienceMs, ...(binding ? { nativeBinding: binding } : {}) })
  db.function('fold', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? text.toLowerCase() : (text as SqlValue),
  )
  return db
}

/**
 * SQLite's own exclusive locking: the first write takes the lock, and it goes with the process, however that ends.
 * `synchronous=NORMAL` may lose the last commits in a power failure, never in a crash of the process: rehearsal data is
 * worth that much, and single creates become several times as fast.
 */
const takeExclusively = (db: Database.Database): void => {
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma(`wal_autocheckpoint = ${checkpointPages}`)
  db.pragma(`cache_size = -${cacheKiB}`)
  db.exec('BEGIN EXCLUSIVE; COMMIT')
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && (error.code.startsWith('SQLITE_BUSY') || error.code === 'SQLITE_LOCKED')

const readHolder = (holderFile: string): number | undefined => {
  try {
    const pid = Number(readFileSync(holderFile, 'utf8'))
    return Number.isInteger(pid) && pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}
