// The two set-ups: without a window (the command line) and whole (the window, the tests).
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { ensureDependencies, installedIn } from './dependencies.mjs'
import { describeElectron, needsRebuiltAddon, standInVersion } from './electron-choice.mjs'
import { bringElectron, decideElectron, inspectElectron, presentElectron } from './electron-runtime.mjs'
import { readJson, writeJson } from './json-file.mjs'
import { declaredElectron } from './official-electron.mjs'
import { root, temporaryFolder } from './paths.mjs'
import { say } from './report.mjs'
import { whileLocked } from './setup-lock.mjs'
import { assertBuildPrograms, ensureAddon, installedAddon, missingBuildPrograms } from './sqlite-addon.mjs'
import { assertNeedsMet, installSystemPackages, isRoot, missingSystemPackages } from './system-libraries.mjs'

/**
 * @typedef {import('./electron-choice.mjs').ElectronRuntime} ElectronRuntime
 * @typedef {{ electron: ElectronRuntime, sqliteBinding: string | null, builtAt: number }} SetupState
 */

/** Where the tests' launcher reads which Electron to start. */
const stateFile = join(temporaryFolder, 'setup-state.json')

/**
 * Sees to what the command line needs: Node and the packages used at run time.
 * @param {string} node
 */
export async function setUpHeadless(node) {
  if (installedIn(root) !== 'none') return
  await whileLocked(() => ensureDependencies({ node, production: true }))
}

/** @param {string} executable */
const changedAt = (executable) => statSync(executable).mtimeMs

/**
 * What an earlier run left, if all of it is still there and fits.
 * @param {import('./system-libraries.mjs').Purpose} purpose
 * @returns {Promise<SetupState | null>}
 */
async function presentSetup(purpose) {
  const executable = presentElectron()
  /** @type {SetupState | null} */
  const state = readJson(stateFile)
  if (installedIn(root) !== 'full' || !executable || state?.electron.executable !== executable) return null
  if (state.builtAt !== changedAt(executable)) return null
  if (needsRebuiltAddon(state.electron.napi) && installedAddon(state.electron.version) !== state.sqliteBinding)
    return null
  const { missing } = await missingSystemPackages(purpose, [])
  return missing.length === 0 ? state : null
}

/**
 * The steps that do not wait for one another run side by side: npm's work is bound by the disk, the addon's by one core.
 * @param {string} node
 * @param {import('./system-libraries.mjs').Purpose} purpose
 * @returns {Promise<SetupState>}
 */
async function bringEverything(node, purpose) {
  const decision = await decideElectron()
  const willBuild = decision === 'stand-in' && installedAddon(standInVersion) === null
  const packages = installSystemPackages(purpose, willBuild ? missingBuildPrograms() : [])
  // Where nothing can be installed, that is known at once: better told before the downloads than after.
  if (!isRoot() && willBuild) assertBuildPrograms(await packages)
  const dependencies = ensureDependencies({ node, production: false })
  const electron = bringElectron(decision, node, dependencies)
  const early = willBuild ? packages.then(() => ensureAddon(node, standInVersion)) : Promise.resolve(null)
  const [remedy, { executable, kind }] = await allOrFirstFailure([packages, electron, dependencies, early])
  await assertNeedsMet(executable, purpose, remedy)
  const runtime = await inspectElectron(executable, kind)
  const sqliteBinding = needsRebuiltAddon(runtime.napi) ? await ensureAddon(node, runtime.version) : null
  return { electron: runtime, sqliteBinding, builtAt: changedAt(executable) }
}

/**
 * Waits for all to end, so that nothing still runs when the failure is told.
 * @template {readonly Promise<unknown>[]} T
 * @param {readonly [...T]} promises
 * @returns {Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>}
 */
async function allOrFirstFailure(promises) {
  await Promise.allSettled(promises)
  return /** @type {any} */ (Promise.all(promises))
}

/**
 * Sees to everything: packages, Electron, the addon that fits it, the system's libraries.
 * @param {string} node
 * @param {import('./system-libraries.mjs').Purpose} purpose
 * @returns {Promise<SetupState>}
 */
export async function setUpFull(node, purpose) {
  const state =
    (await presentSetup(purpose)) ??
    (await whileLocked(async () => {
      const fresh = (await presentSetup(purpose)) ?? (await bringEverything(node, purpose))
      writeJson(stateFile, fresh)
      return fresh
    }))
  say(`set-up: ready; ${describeElectron(state.electron, declaredElectron())}`)
  return state
}

/**
 * What Electron gets beside the caller's environment.
 * @param {SetupState} state
 * @returns {NodeJS.ProcessEnv}
 */
export function electronEnvironment({ sqliteBinding }) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return sqliteBinding ? { ...env, HUNTER_CONSOLE_SQLITE_BINDING: sqliteBinding } : env
}
