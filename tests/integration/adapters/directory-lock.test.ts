import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LocalDataUnavailable } from '../../../src/adapters/sqlite/local-data-unavailable.ts'
import { tryLockDirectory, type LockHolder } from '../../../src/adapters/sqlite/directory-lock.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'
import { killHard, linesOf, spawnScript, type Lines } from './child-process.ts'

const CHILD = path.join(import.meta.dirname, 'lock-child.ts')
const me: LockHolder = { pid: process.pid, kind: 'window', since: '2026-03-01T12:00:00.000Z' }
let dir: TempDir
let children: ChildProcess[] = []

beforeEach(() => {
  dir = makeTempDir()
})
afterEach(async () => {
  await Promise.all(children.map(killHard))
  children = []
  dir.remove()
})

/** A process that is loaded and waits for the word. */
async function contender(directory: string): Promise<{ child: ChildProcess; lines: Lines }> {
  const child = spawnScript(CHILD, [directory])
  children.push(child)
  const lines = linesOf(child)
  await lines.next()
  return { child, lines }
}

async function letTry({ child, lines }: { child: ChildProcess; lines: Lines }): Promise<string> {
  child.stdin?.write('go\n')
  return lines.next()
}

describe('the lock of a data directory', () => {
  it(
    'is had by exactly one of twenty processes that ask at once, half of them through a link',
    { timeout: 60_000 },
    async () => {
      const real = path.join(dir.path, 'data')
      mkdirSync(real)
      const link = path.join(dir.path, 'link')
      symlinkSync(real, link, 'dir')
      const contenders = await Promise.all(Array.from({ length: 20 }, (_, index) => contender(index % 2 ? link : real)))
      const answers = await Promise.all(contenders.map(letTry))
      expect(answers.filter((answer) => answer === 'won')).toHaveLength(1)
      expect(answers.filter((answer) => answer.startsWith('lost'))).toHaveLength(19)
    },
  )

  it('names its holder to whoever comes second, and is free once the holder is killed', async () => {
    const first = await contender(dir.path)
    expect(await letTry(first)).toBe('won')
    expect(tryLockDirectory({ directory: dir.path, holder: me })).toMatchObject({
      ok: false,
      holder: { pid: first.child.pid, kind: 'cli' },
    })
    await killHard(first.child)
    const answer = tryLockDirectory({ directory: dir.path, holder: me })
    expect(answer.ok).toBe(true)
    if (answer.ok) answer.release()
  })

  it('is held against the same process too, until released', () => {
    const first = tryLockDirectory({ directory: dir.path, holder: me })
    expect(tryLockDirectory({ directory: dir.path, holder: me })).toEqual({ ok: false, holder: me })
    if (first.ok) {
      first.release()
      first.release()
    }
    const again = tryLockDirectory({ directory: dir.path, holder: me })
    expect(again.ok).toBe(true)
    if (again.ok) again.release()
  })

  it('survives a refused try of the same process', async () => {
    const mine = tryLockDirectory({ directory: dir.path, holder: me })
    tryLockDirectory({ directory: dir.path, holder: me })
    expect(await letTry(await contender(dir.path))).toBe(`lost to ${String(process.pid)}`)
    if (mine.ok) mine.release()
  })

  it('does not blame a process that is gone', async () => {
    const gone = await contender(dir.path)
    await killHard(gone.child)
    const mine = tryLockDirectory({ directory: dir.path, holder: me })
    const note = path.join(dir.path, 'console.lock.json')
    expect(JSON.parse(readFileSync(note, 'utf8'))).toEqual(me)
    writeFileSync(note, JSON.stringify({ ...me, pid: gone.child.pid }))
    expect(tryLockDirectory({ directory: dir.path, holder: me })).toEqual({ ok: false, holder: null })
    if (mine.ok) mine.release()
  })

  it.each([
    ['is no JSON', 'window'],
    ['names no process', JSON.stringify({ ...me, pid: 0 })],
    ['names no kind', JSON.stringify({ ...me, kind: 'service' })],
    ['names no time', JSON.stringify({ ...me, since: 'yesterday' })],
    ['is a list', '[]'],
  ])('names nobody where the note %s', (_what, note) => {
    const mine = tryLockDirectory({ directory: dir.path, holder: me })
    writeFileSync(path.join(dir.path, 'console.lock.json'), note)
    expect(tryLockDirectory({ directory: dir.path, holder: me })).toEqual({ ok: false, holder: null })
    if (mine.ok) mine.release()
  })

  it('says which directory cannot be used', () => {
    const file = path.join(dir.path, 'file')
    writeFileSync(file, '')
    expect(() => tryLockDirectory({ directory: path.join(file, 'data'), holder: me })).toThrow(LocalDataUnavailable)
  })
})
