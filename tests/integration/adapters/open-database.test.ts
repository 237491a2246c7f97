import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalDataUnavailable } from '../../../src/adapters/sqlite/local-data-unavailable.ts'
import { openLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { openDatabase, type OpenDatabaseOptions } from '../../../src/adapters/sqlite/open-database.ts'
import { createFirstTables } from '../../../src/adapters/sqlite/migrations/0001-create-first-tables.ts'
import { MIGRATIONS } from '../../../src/adapters/sqlite/migrations/migrations.ts'
import { createRunStore } from '../../../src/adapters/sqlite/run-store.ts'
import type { Failure } from '../../../src/shared/model/failure.ts'
import { AT, anEvidence, RUN_ID } from '../../support/builders.ts'
import { createSeededRandom } from '../../support/seeded-random.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'
import { openWithLead } from './fixtures.ts'

const NOW = Date.parse('2026-03-01T12:00:00.123Z')
let dir: TempDir
let file: string

beforeEach(() => {
  dir = makeTempDir()
  file = path.join(dir.path, 'data', 'console.sqlite')
})
afterEach(() => dir.remove())

/** The failure with which opening is refused. */
function refusal(options: OpenDatabaseOptions): Failure {
  try {
    openDatabase(options).db.close()
  } catch (error) {
    if (error instanceof LocalDataUnavailable) return error.failure
    throw error
  }
  throw new Error('it opened')
}

describe('a fresh database', () => {
  it('is private to the user, with everything SQLite puts beside it', () => {
    const data = openWithLead(file)
    const modes = readdirSync(path.dirname(file)).map((name) => {
      const mode = statSync(path.join(path.dirname(file), name)).mode & 0o777
      return [name, mode.toString(8)]
    })
    data.close()
    expect(Object.fromEntries(modes)).toEqual({
      'console.sqlite': '600',
      'console.sqlite-wal': '600',
      'console.sqlite-shm': '600',
    })
    expect((statSync(path.dirname(file)).mode & 0o777).toString(8)).toBe('700')
  })

  it('flushes every commit, keeps references, and does not trust its own schema', () => {
    const { db } = openDatabase({ path: file })
    const settings = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'user_version']
    const values = settings.map((name) => [name, db.pragma(name, { simple: true })])
    db.close()
    expect(Object.fromEntries(values)).toEqual({
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      trusted_schema: 0,
      user_version: MIGRATIONS.length,
    })
  })

  it('has the schema of the snapshot, every table strict', async () => {
    const { db } = openDatabase({ path: ':memory:' })
    const schema = db
      .prepare<[], { sql: string }>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name')
      .all()
      .map(({ sql }) => `${sql};\n`)
    const loose = db
      .prepare("SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'")
      .all()
    await expect(schema.join('\n')).toMatchFileSnapshot('./schema.snapshot.sql')
    expect(loose).toEqual([])
  })
})

describe('a file that cannot be used', () => {
  it('is refused untouched when a newer console wrote it', () => {
    openWithLead(file).close()
    const newer = new Database(file)
    newer.pragma('user_version = 999')
    newer.close()
    const before = readFileSync(file)
    expect(refusal({ path: file })).toMatchObject({ kind: 'Refused', reason: 'database_too_new' })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('is refused untouched when it is the database of another program', () => {
    mkdirSync(path.dirname(file))
    const other = new Database(file)
    other.exec('CREATE TABLE bookmarks (url TEXT)')
    other.close()
    const before = readFileSync(file)
    expect(refusal({ path: file })).toMatchObject({ kind: 'LocalDataError', path: file })
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('is named when a directory stands in its place', () => {
    mkdirSync(file, { recursive: true })
    expect(refusal({ path: file })).toMatchObject({ kind: 'LocalDataError', path: file })
  })

  it('is named when another program holds it locked', () => {
    openWithLead(file).close()
    const holder = new Database(file)
    holder.pragma('locking_mode = EXCLUSIVE')
    holder.exec('BEGIN IMMEDIATE; CREATE TABLE t (x); ROLLBACK')
    const failure = refusal({ path: file })
    holder.close()
    expect(failure).toMatchObject({ kind: 'LocalDataError', path: file })
    expect(failure.message).toMatch(/locked/)
  })

  it('is named when its directory cannot be made', () => {
    writeFileSync(path.dirname(file), 'a file where the directory should be')
    expect(refusal({ path: file })).toMatchObject({ kind: 'LocalDataError', path: file })
  })
})

describe('a damaged database', () => {
  it('is moved aside whole and a fresh one is opened in its place', () => {
    mkdirSync(path.dirname(file))
    writeFileSync(file, 'this is no database, whatever its name says '.repeat(50))
    const bytes = readFileSync(file)
    const data = openLocalData({ path: file, now: () => NOW })
    expect(data.movedAside).toBe(`${file}.damaged-20260301T120000123Z`)
    expect(readFileSync(data.movedAside ?? '').equals(bytes)).toBe(true)
    expect(data.tenants.list()).toEqual([])
    data.close()
  })

  it('takes its write-ahead log along, which may hold the newest commits', () => {
    openWithLead(file).close()
    writeFileSync(`${file}-wal`, 'log')
    writeFileSync(file, 'x'.repeat(5000))
    const data = openLocalData({ path: file, now: () => NOW })
    expect(readFileSync(`${data.movedAside ?? ''}-wal`, 'utf8')).toBe('log')
    data.close()
  })

  it('does not overwrite what was moved aside before, even within one millisecond', () => {
    mkdirSync(path.dirname(file))
    const moved = ['first', 'second'].map((word) => {
      writeFileSync(file, word.repeat(1000))
      const data = openLocalData({ path: file, now: () => NOW })
      data.close()
      return readFileSync(data.movedAside ?? '', 'utf8').slice(0, word.length)
    })
    expect(moved).toEqual(['first', 'second'])
  })

  it('is refused, not moved, by a reader beside the writer', () => {
    mkdirSync(path.dirname(file))
    writeFileSync(file, 'y'.repeat(5000))
    expect(refusal({ path: file, isReadOnly: true })).toMatchObject({ kind: 'LocalDataError', path: file })
    expect(readFileSync(file, 'utf8')).toBe('y'.repeat(5000))
  })

  it('never comes back silently with its pages overwritten', () => {
    const whole = openWithLead(file)
    for (let number = 0; number < 300; number += 1) {
      whole.settings.set(`key ${String(number)}`, 'value '.repeat(40))
    }
    whole.close()
    const bytes = readFileSync(file)
    const { fraction } = createSeededRandom(20260301)
    for (let trial = 0; trial < 60; trial += 1) {
      const page = Math.floor(fraction() * (bytes.length / 4096))
      const broken = Buffer.from(bytes)
      for (let at = page * 4096; at < (page + 1) * 4096; at += 1) broken[at] = Math.floor(fraction() * 256)
      writeFileSync(file, broken)
      let outcome: string
      try {
        const data = openLocalData({ path: file, now: () => NOW + trial })
        outcome = data.movedAside === null ? 'opened as if nothing were' : 'moved aside'
        data.close()
      } catch (error) {
        outcome = error instanceof LocalDataUnavailable ? 'refused' : String(error)
      }
      expect(`page ${String(page)}: ${outcome}`).toMatch(/: (moved aside|refused)$/)
    }
  })
})

describe('migrations', () => {
  it('compress evidence that an earlier version kept as text, and lose none of it', () => {
    const body = { exchanges: Array.from({ length: 40 }, () => ({ url: 'https://contoso.crm4.dynamics.com/api' })) }
    const before = openDatabase({ path: file, migrations: MIGRATIONS.slice(0, 5), now: () => NOW }).db
    before.pragma('foreign_keys = OFF')
    before
      .prepare(
        "INSERT INTO evidence (id, run_id, step, kind, at, title, body) VALUES (?, ?, 'C1/push', 'note', ?, 'A', ?)",
      )
      .run(anEvidence().id, RUN_ID, AT, JSON.stringify(body))
    before.close()
    const { db } = openDatabase({ path: file, now: () => NOW })
    const packed = db.prepare<[], { body: Buffer }>('SELECT body FROM evidence').get()?.body
    expect(packed?.length).toBeLessThan(JSON.stringify(body).length / 5)
    expect(createRunStore(db).evidenceOf(RUN_ID)).toEqual([anEvidence({ title: 'A', body })])
    db.close()
  })

  const today = MIGRATIONS.length
  const addColour = {
    version: today + 1,
    name: 'add a colour',
    migrate: (db: Database.Database) => void db.exec("ALTER TABLE settings ADD COLUMN colour TEXT DEFAULT 'red'"),
  }

  it('copy the file as it was before they change it', () => {
    openWithLead(file).close()
    openDatabase({ path: file, migrations: [...MIGRATIONS, addColour], now: () => NOW }).db.close()
    const backups = path.join(path.dirname(file), 'backups')
    expect(readdirSync(backups)).toEqual([`before-version-${today + 1}-from-${today}-20260301T120000123Z.sqlite`])
    const copy = openDatabase({ path: path.join(backups, readdirSync(backups)[0]!), isReadOnly: true })
    expect(copy.db.pragma('user_version', { simple: true })).toBe(today)
    expect(copy.db.prepare('SELECT count(*) FROM leads').pluck().get()).toBe(1)
    copy.db.close()
  })

  it('leave the old version whole when a step fails half way', () => {
    openWithLead(file).close()
    const failing = {
      ...addColour,
      migrate: (db: Database.Database) => {
        addColour.migrate(db)
        throw new Error('the power went')
      },
    }
    expect(() => openDatabase({ path: file, migrations: [...MIGRATIONS, failing] })).toThrow(/the power went/)
    const { db } = openDatabase({ path: file })
    expect(db.pragma('user_version', { simple: true })).toBe(today)
    expect(db.prepare("SELECT count(*) FROM pragma_table_info('settings')").pluck().get()).toBe(2)
    db.close()
  })

  it('are not run by a reader, who says what to do instead', () => {
    openWithLead(file).close()
    const failure = refusal({ path: file, isReadOnly: true, migrations: [...MIGRATIONS, addColour] })
    expect(failure.message).toMatch(/start the console once/)
    expect(existsSync(path.join(path.dirname(file), 'backups'))).toBe(false)
  })

  it('must be numbered without gaps', () => {
    const gap = { ...addColour, version: 3 }
    expect(() => openDatabase({ path: ':memory:', migrations: [createFirstTables, gap] })).toThrow(/number 3, not 2/)
  })
})
