// Brings an Electron that runs the console, and the database addon that fits it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chooseElectron, standInRunsOn } from './electron-choice.mjs'
import {
  declaredElectron,
  downloadOfficial,
  installedOfficial,
  lastFailure,
  rememberFailure,
  whyOutOfReach,
} from './official-electron.mjs'
import { SetupError } from './report.mjs'
import { lastLines, run } from './run-command.mjs'
import { ensureStandIn, installedStandIn } from './stand-in-electron.mjs'

/** @typedef {import('./electron-choice.mjs').ElectronRuntime} ElectronRuntime */

/** What is there and what to do, without doing anything. */
export function planElectron() {
  return chooseElectron({
    env: process.env,
    officialInstalled: installedOfficial() !== null,
    machine: process,
    lastFailure: lastFailure(),
    version: declaredElectron(),
    now: Date.now(),
  })
}

/** @returns {string} */
function givenExecutable() {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[String(process.platform)]
  const file = folder ? join(folder, name ?? 'electron') : String(process.env['ELECTRON_EXEC_PATH'])
  if (existsSync(file)) return file
  throw new SetupError({
    what: 'Looking for the Electron that the environment names',
    why: `${file} does not exist`,
    remedy: 'correct or unset ELECTRON_OVERRIDE_DIST_PATH and ELECTRON_EXEC_PATH',
  })
}

/** @returns {string | null} the executable, when nothing has to be fetched for it */
export function presentElectron() {
  const plan = planElectron()
  if (plan === 'given') return givenExecutable()
  if (plan === 'official') return installedOfficial()
  return plan === 'stand-in' ? installedStandIn() : null
}

/**
 * Asks the executable itself.
 * @param {string} executable
 * @param {import('./electron-choice.mjs').ElectronKind} kind
 * @returns {Promise<ElectronRuntime>}
 */
export async function inspectElectron(executable, kind) {
  const script = 'process.stdout.write(JSON.stringify([process.versions.electron, process.versions.napi]))'
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const result = await run(executable, ['-e', script], { env, timeoutMs: 30_000 })
  const found = /\["([\d.]+[^"]*)","(\d+)"\]/.exec(result.output)
  if (result.code === 0 && found) return { executable, kind, version: String(found[1]), napi: Number(found[2]) }
  throw new SetupError({
    what: `Starting ${executable}`,
    why: lastLines(result.output, 4) || 'it ended without a word',
    remedy: 'run npm run doctor; where a system library is named above, install it',
  })
}

/**
 * Settles where the Electron comes from; asks the download site when that is not known yet.
 * @returns {Promise<'given' | 'official' | 'download' | 'stand-in'>}
 */
export async function decideElectron() {
  const plan = planElectron()
  if (plan !== 'try-official') return plan
  if (!mayStandIn()) return 'download'
  const reason = await whyOutOfReach()
  if (reason === null) return 'download'
  rememberFailure(reason)
  return 'stand-in'
}

const mayStandIn = () => standInRunsOn(process) && process.env['HUNTER_CONSOLE_ELECTRON'] !== 'official'

/**
 * @param {'given' | 'official' | 'download' | 'stand-in'} decision
 * @param {string} node
 * @param {Promise<void>} dependencies the official binary is unpacked into one of them
 * @returns {Promise<{ executable: string, kind: import('./electron-choice.mjs').ElectronKind }>}
 */
export async function bringElectron(decision, node, dependencies) {
  if (decision === 'given') return { executable: givenExecutable(), kind: 'given' }
  if (decision === 'official') return { executable: String(installedOfficial()), kind: 'official' }
  if (decision === 'stand-in') return { executable: await ensureStandIn(node), kind: 'stand-in' }
  await dependencies
  try {
    return { executable: await downloadOfficial(node), kind: 'official' }
  } catch (error) {
    if (!mayStandIn()) throw error
    rememberFailure(error instanceof SetupError ? error.why : String(error))
    return { executable: await ensureStandIn(node), kind: 'stand-in' }
  }
}
