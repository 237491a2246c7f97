import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { tryLockDirectory, type LockAnswer } from '../../../src/adapters/sqlite/directory-lock.ts'
import { LocalDataUnavailable } from '../../../src/adapters/sqlite/local-data-unavailable.ts'
import { openLocalData, type OpenedLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let dir: TempDir
let file: string
let opened: (() => void)[] = []

beforeEach(() => {
  dir = makeTempDir()
  file = path.join(dir.path, 'console.sqlite')
})
afterEach(() => {
  for (const close of opened) close()
  opened = []
  dir.remove()
})

function start(): { readonly lock: LockAnswer; readonly data: OpenedLocalData } {
  const holder = { pid: process.pid, kind: 'window', since: '2026-03-01T12:00:00.000Z' } as const
  const lock = tryLockDirectory({ directory: dir.path, holder })
  const data = openLocalData({ path: file })
  opened.push(data.close, () => lock.ok && lock.release())
  return { lock, data }
}

describe('the lease of the one writer', () => {
  it('goes to the newest: after its lock was deleted under it, the older console writes nothing more and says why', () => {
    const older = start()
    older.data.transaction(() => older.data.settings.set('by', 'older'))
    rmSync(path.join(dir.path, 'console.lock'))
    const newer = start()
    expect([older.lock.ok, newer.lock.ok]).toEqual([true, true])

    const write = () => older.data.settings.set('by', 'older again')
    expect(() => older.data.transaction(write)).toThrow(LocalDataUnavailable)
    expect(older.data.tryTransaction(write)).toMatchObject({
      ok: false,
      failure: { kind: 'LocalDataError', path: file, message: expect.stringContaining('close this one') as string },
    })
    newer.data.transaction(() => newer.data.settings.set('by', 'newer'))
    expect(newer.data.settings.get('by')).toBe('newer')
  })

  it('stays with a console in whose database another program merely wrote', () => {
    const { data } = start()
    const shell = new Database(file)
    shell.exec("INSERT INTO settings (key, value) VALUES ('from a shell', '1')")
    shell.close()
    expect(data.tryTransaction(() => data.settings.set('by', 'the console'))).toMatchObject({ ok: true })
  })
})
