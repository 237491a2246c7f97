import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkIntegrity } from '../../../src/adapters/sqlite/judge-database.ts'
import { judgeFileBeside } from '../../../src/adapters/sqlite/judge-file-beside.ts'
import { isAsJudged, type SoundFile } from '../../../src/adapters/sqlite/judge-file.ts'
import { openDatabase } from '../../../src/adapters/sqlite/open-database.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'
import { openWithLead } from './fixtures.ts'

const WORKER = path.join(import.meta.dirname, '../../../src/adapters/sqlite/judge-file-worker.ts')
const LAST_YEAR = new Date('2025-03-01T12:00:00Z')
let dir: TempDir
let file: string

beforeEach(() => {
  dir = makeTempDir()
  file = path.join(dir.path, 'data', 'console.sqlite')
})
afterEach(() => dir.remove())

const judge = (worker = WORKER): Promise<SoundFile | null> => judgeFileBeside(worker, { path: file })

const open = (foundSound: SoundFile | null) => {
  const { db, movedAside } = openDatabase({ path: file, foundSound })
  const leads = db.prepare('SELECT count(*) FROM leads').pluck().get()
  db.close()
  return { leads, movedAside }
}

/** Overwrites the first page of a table, as a failing disk would. */
function damage(): void {
  const db = new Database(file)
  const page = Number(db.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'leads'").pluck().get())
  const size = Number(db.pragma('page_size', { simple: true }))
  db.close()
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0xff, (page - 1) * size, page * size))
}

describe('a database judged in a thread of its own', () => {
  it('is opened as it is when it was found sound', async () => {
    openWithLead(file).close()
    const found = await judge()
    expect(found).not.toBeNull()
    expect(open(found)).toEqual({ leads: 1, movedAside: null })
  })

  it('of more than 64 MB is found sound or damaged by the quicker check, which leaves a connection as it was', async () => {
    openWithLead(file).close()
    const db = new Database(file)
    db.exec('CREATE TABLE ballast (bytes BLOB); INSERT INTO ballast VALUES (zeroblob(70000000))')
    const before = db.pragma('cache_size')
    checkIntegrity(db, file)
    expect(db.pragma('cache_size')).toEqual(before)
    db.close()
    expect(await judge()).not.toBeNull()
    damage()
    expect(await judge()).toBeNull()
  })

  it('is not read a second time by opening it: the word of the thread is enough', async () => {
    openWithLead(file).close()
    utimesSync(file, LAST_YEAR, LAST_YEAR)
    const found = await judge()
    damage()
    // The same file to all appearances.
    utimesSync(file, LAST_YEAR, LAST_YEAR)
    expect(isAsJudged(file, found ?? { stamp: '' })).toBe(true)
    const { db, movedAside } = openDatabase({ path: file, foundSound: found })
    db.close()
    expect(movedAside).toBeNull()
  })

  it('is not believed when the file was changed since', async () => {
    openWithLead(file).close()
    const found = await judge()
    damage()
    expect(found).not.toBeNull()
    const opened = open(found)
    expect(opened.leads).toBe(0)
    expect(existsSync(opened.movedAside ?? '')).toBe(true)
  })

  it.each([
    ['damaged', () => damage()],
    ['written by a newer console', () => inFile('PRAGMA user_version = 999')],
    ['of another program', () => inFile('PRAGMA application_id = 1')],
  ])('is not found sound when it is %s', async (_what, spoil) => {
    openWithLead(file).close()
    spoil()
    expect(await judge()).toBeNull()
  })

  it('is not found sound where it is not there yet, or no thread is to be had', async () => {
    expect(await judge()).toBeNull()
    mkdirSync(path.dirname(file))
    openWithLead(file).close()
    expect(await judge(path.join(dir.path, 'no-such-worker.js'))).toBeNull()
  })

  it('keeps what a killed process left in its log', async () => {
    const killed = openWithLead(file)
    const [bytes, log] = [readFileSync(file), readFileSync(`${file}-wal`)]
    killed.close()
    writeFileSync(file, bytes)
    writeFileSync(`${file}-wal`, log)
    expect(open(await judge())).toEqual({ leads: 1, movedAside: null })
  })
})

function inFile(sql: string): void {
  const db = new Database(file)
  db.exec(sql)
  db.close()
}
