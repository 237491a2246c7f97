import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { whileLocked } from '../../../scripts/setup/setup-lock.mjs'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let dir: TempDir
beforeEach(() => {
  dir = makeTempDir()
})
afterEach(() => dir.remove())

it('lets set-ups of one checkout run one after another', async () => {
  const lock = join(dir.path, 'lock')
  let running = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++running)
    await new Promise(setImmediate)
    running--
  }
  await Promise.all([whileLocked(work, lock), whileLocked(work, lock), whileLocked(work, lock)])
  expect(most).toBe(1)
  expect(existsSync(lock)).toBe(false)
})

it('takes over the lock of a set-up that died', async () => {
  const lock = join(dir.path, 'lock')
  mkdirSync(lock)
  const gone = spawnSync(process.execPath, ['--version']).pid
  writeFileSync(join(lock, 'pid'), String(gone))
  await expect(whileLocked(() => Promise.resolve('done'), lock)).resolves.toBe('done')
})

it('frees the lock when the work fails', async () => {
  const lock = join(dir.path, 'lock')
  await expect(whileLocked(() => Promise.reject(new Error('no')), lock)).rejects.toThrow('no')
  expect(existsSync(lock)).toBe(false)
})
