import Database from 'better-sqlite3'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBackups, type Backups } from '../../../src/adapters/sqlite/backups.ts'
import { LocalDataUnavailable } from '../../../src/adapters/sqlite/local-data-unavailable.ts'
import { openLocalData, type OpenedLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { restoreDatabase } from '../../../src/adapters/sqlite/restore-database.ts'
import type { Failure } from '../../../src/shared/model/failure.ts'
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'
import { openWithLead } from './fixtures.ts'

const DAY_MS = 24 * 60 * 60 * 1000
let dir: TempDir
let file: string
let clock: ManualClock
let backups: Backups
let data: OpenedLocalData

beforeEach(() => {
  dir = makeTempDir()
  file = path.join(dir.path, 'console.sqlite')
  clock = createManualClock('2026-03-01T23:30:00.000Z')
  backups = createBackups({ directory: path.join(dir.path, 'backups'), database: file, now: clock.now })
  data = openWithLead(file)
})
afterEach(() => {
  data.close()
  dir.remove()
})

const names = () =>
  backups
    .list()
    .map(({ name }) => name)
    .sort()

function refusal(work: () => unknown): Failure {
  try {
    work()
  } catch (error) {
    if (error instanceof LocalDataUnavailable) return error.failure
    throw error
  }
  throw new Error('it was not refused')
}

describe('the daily copy', () => {
  it('is made once a day, whole, private and in one file', async () => {
    expect(await backups.makeDaily(data.copyTo)).toMatchObject({ name: 'backup-2026-03-01.sqlite' })
    expect(await backups.makeDaily(data.copyTo)).toBeNull()
    await clock.advance(DAY_MS / 24)
    expect(await backups.makeDaily(data.copyTo)).toMatchObject({ name: 'backup-2026-03-02.sqlite' })
    const directory = path.join(dir.path, 'backups')
    expect(readdirSync(directory).sort()).toEqual(['backup-2026-03-01.sqlite', 'backup-2026-03-02.sqlite'])
    expect((statSync(path.join(directory, 'backup-2026-03-01.sqlite')).mode & 0o777).toString(8)).toBe('600')
    expect((statSync(directory).mode & 0o777).toString(8)).toBe('700')
    const copy = openLocalData({ path: path.join(directory, 'backup-2026-03-01.sqlite'), isReadOnly: true })
    expect(copy.leads.get('acme.example')).not.toBeNull()
    copy.close()
  })

  it('is kept fourteen days; what the admin asked for stays', async () => {
    await backups.make(data.copyTo)
    for (let day = 0; day < 17; day += 1) {
      await backups.makeDaily(data.copyTo)
      await clock.advance(DAY_MS)
    }
    const kept = names()
    expect(kept.filter((name) => name.startsWith('backup-')).at(0)).toBe('backup-2026-03-04.sqlite')
    expect(kept.filter((name) => name.startsWith('backup-')).at(-1)).toBe('backup-2026-03-17.sqlite')
    expect(kept.filter((name) => name.startsWith('manual-'))).toHaveLength(1)
  })

  it('that cannot be made costs no old one and leaves nothing half-made', async () => {
    await backups.makeDaily(data.copyTo)
    await clock.advance(20 * DAY_MS)
    const failing = () => Promise.reject(new Error('no space left'))
    await expect(backups.makeDaily(failing)).rejects.toThrow('no space left')
    expect(names()).toEqual(['backup-2026-03-01.sqlite'])
  })

  it('holds what was written while it was made', async () => {
    for (let number = 0; number < 3_000; number += 1) data.settings.set(`key ${String(number)}`, 'x'.repeat(500))
    const copying = data.copyTo(path.join(dir.path, 'copy.sqlite'))
    data.settings.set('meanwhile', 'yes')
    await copying
    const copy = openLocalData({ path: path.join(dir.path, 'copy.sqlite'), isReadOnly: true })
    expect(copy.settings.get('meanwhile')).toBe('yes')
    copy.close()
  })
})

describe('restoring', () => {
  it('brings the copied state back and keeps the present one aside', async () => {
    const { name } = await backups.make(data.copyTo)
    data.settings.set('since', 'then')
    data.close()
    const { movedAside } = backups.restore(name)
    data = openLocalData({ path: file })
    expect(data.settings.get('since')).toBeNull()
    expect(data.leads.get('acme.example')).not.toBeNull()
    const aside = openLocalData({ path: movedAside ?? '', isReadOnly: true })
    expect(aside.settings.get('since')).toBe('then')
    aside.close()
    expect(names()).toContain(name)
    expect((statSync(file).mode & 0o777).toString(8)).toBe('600')
  })

  it('takes along what a killed process left in the write-ahead log, and does not mix it into the copy', async () => {
    const { name } = await backups.make(data.copyTo)
    data.settings.set('only in the log', 'yes')
    // As a kill leaves it: the log still beside the file, nothing worked into it.
    const [main, log] = [readFileSync(file), readFileSync(`${file}-wal`)]
    data.close()
    writeFileSync(file, main)
    writeFileSync(`${file}-wal`, log)
    const { movedAside } = backups.restore(name)
    data = openLocalData({ path: file })
    expect(data.settings.get('only in the log')).toBeNull()
    const aside = openLocalData({ path: movedAside ?? '', isReadOnly: true })
    expect(aside.settings.get('only in the log')).toBe('yes')
    aside.close()
  })

  it('works over a damaged database and where there is none', async () => {
    const { name } = await backups.make(data.copyTo)
    data.close()
    writeFileSync(file, 'damaged'.repeat(1000))
    expect(readFileSync(backups.restore(name).movedAside ?? '', 'utf8')).toMatch(/^damageddamaged/)
    const elsewhere = path.join(dir.path, 'new', 'console.sqlite')
    const from = path.join(dir.path, 'backups', name)
    expect(restoreDatabase({ from, database: elsewhere }).movedAside).toBeNull()
    data = openLocalData({ path: elsewhere })
    expect(data.leads.get('acme.example')).not.toBeNull()
  })

  it('refuses a damaged copy, a newer one and one of another program, and changes nothing', () => {
    const directory = path.join(dir.path, 'backups')
    mkdirSync(directory)
    const place = (name: string, work: (target: string) => void) => {
      work(path.join(directory, name))
      return name
    }
    data.settings.set('present', 'yes')
    data.close()
    const damaged = place('backup-2026-02-01.sqlite', (target) => writeFileSync(target, 'x'.repeat(9_000)))
    const newer = place('backup-2026-02-02.sqlite', (target) => {
      openLocalData({ path: target }).close()
      const db = new Database(target)
      db.pragma('user_version = 999')
      db.close()
    })
    const foreign = place('backup-2026-02-03.sqlite', (target) => {
      const db = new Database(target)
      db.exec('CREATE TABLE bookmarks (url TEXT)')
      db.close()
    })
    expect(refusal(() => backups.restore(damaged)).kind).toBe('LocalDataError')
    expect(refusal(() => backups.restore(newer))).toMatchObject({ kind: 'Refused', reason: 'database_too_new' })
    expect(refusal(() => backups.restore(foreign)).kind).toBe('LocalDataError')
    data = openLocalData({ path: file })
    expect(data.settings.get('present')).toBe('yes')
    expect(readdirSync(dir.path).filter((name) => name.includes('replaced'))).toEqual([])
  })

  it.each([
    '../console.sqlite',
    'backups/../../console.sqlite',
    '/etc/passwd',
    'backup-2026-03-01.sqlite/../x',
    String.raw`..\console.sqlite`,
    'backup-2026-03-01.sqlite\0',
    '',
  ])('knows no copy named %j', async (name) => {
    await backups.makeDaily(data.copyTo)
    expect(refusal(() => backups.restore(name))).toMatchObject({ kind: 'NotFound' })
    expect(existsSync(file)).toBe(true)
  })
})
