// One set-up at a time per checkout. The lock is a folder (made atomically) naming its holder; a dead holder's lock is
// taken over.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { temporaryFolder } from './paths.mjs'
import { say, SetupError } from './report.mjs'

const longestWaitMs = 20 * 60_000

/** @param {string} folder */
function tryMake(folder) {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false
    throw error
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * @param {string} lock
 * @returns {number | null} the holder's process id; null while it has not written it
 */
function holderOf(lock) {
  try {
    return Number(readFileSync(join(lock, 'pid'), 'utf8')) || null
  } catch {
    return null
  }
}

/** @param {string} folder */
function ageMs(folder) {
  try {
    return Date.now() - statSync(folder).mtimeMs
  } catch {
    return 0
  }
}

/**
 * A lock is abandoned when its holder is gone, or when nobody wrote a name into it for a while.
 * @param {string} lock
 */
function isAbandoned(lock) {
  const holder = holderOf(lock)
  return holder === null ? ageMs(lock) > 5_000 : !isAlive(holder)
}

/**
 * Removes an abandoned lock. Only one process at a time may judge, so that no fresh lock is taken for the old one.
 * @param {string} lock
 */
function clearAbandoned(lock) {
  const judge = `${lock}.judge`
  if (!tryMake(judge)) {
    if (ageMs(judge) > 10_000) rmSync(judge, { recursive: true, force: true })
    return
  }
  try {
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true })
  } finally {
    rmSync(judge, { recursive: true, force: true })
  }
}

/**
 * Runs `work` while no other set-up runs in this checkout.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [lock] the lock's folder
 * @returns {Promise<T>}
 */
export async function whileLocked(work, lock = join(temporaryFolder, 'setup.lock')) {
  mkdirSync(join(lock, '..'), { recursive: true })
  const begin = Date.now()
  let told = false
  while (!tryMake(lock)) {
    if (isAbandoned(lock)) clearAbandoned(lock)
    else if (!told) {
      told = true
      say(`set-up: waiting for another set-up of this checkout (process ${holderOf(lock) ?? 'starting'})`)
    }
    if (Date.now() - begin > longestWaitMs) {
      throw new SetupError({
        what: 'Waiting for another set-up',
        why: `process ${holderOf(lock)} has held ${lock} for twenty minutes`,
        remedy: `end that process, or delete ${lock} if it is no set-up, and run the command again`,
      })
    }
    await pause(100)
  }
  writeFileSync(join(lock, 'pid'), String(process.pid))
  const release = () => rmSync(lock, { recursive: true, force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}
