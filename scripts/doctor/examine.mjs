// The doctor's findings, one after another.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { installedIn } from '../setup/dependencies.mjs'
import { hasDisplay } from '../setup/display.mjs'
import { describeElectron, needsRebuiltAddon } from '../setup/electron-choice.mjs'
import { inspectElectron, planElectron, presentElectron } from '../setup/electron-runtime.mjs'
import { readJson } from '../setup/json-file.mjs'
import { declaredElectron } from '../setup/official-electron.mjs'
import { root, userCache } from '../setup/paths.mjs'
import { SetupError } from '../setup/report.mjs'
import { run } from '../setup/run-command.mjs'
import { installedAddon, missingBuildPrograms } from '../setup/sqlite-addon.mjs'
import { missingSystemPackages, unmetNeeds } from '../setup/system-libraries.mjs'
import { probeDatabase, probeKeychain, probeKeytar } from './probes.mjs'

/**
 * @typedef {{ verdict: 'fine' | 'note' | 'broken', subject: string, detail: string, remedy?: string }} Finding
 * `note`: not there, and not always needed
 */

const setUp = 'npm run setup brings it (npm start and npm test do so by themselves)'

/** @returns {Finding} */
function examineNode() {
  return { verdict: 'fine', subject: 'Node', detail: `${process.version} at ${process.execPath}` }
}

/** @returns {Finding} */
function examinePackages() {
  const subject = 'npm packages'
  const set = installedIn(root)
  if (set === 'none') return { verdict: 'note', subject, detail: 'not installed, or not as locked', remedy: setUp }
  const electron = readJson(join(root, 'node_modules/electron/package.json'))?.version
  const detail =
    set === 'full' ? `full set, as locked (electron ${electron})` : 'what the command line needs, as locked'
  return { verdict: 'fine', subject, detail }
}

/**
 * @param {string} subject
 * @param {string | null} failure
 * @param {string} detail what to say when it works
 * @param {string} remedy
 * @returns {Finding}
 */
const judge = (subject, failure, detail, remedy) =>
  failure === null
    ? { verdict: 'fine', subject, detail }
    : { verdict: 'broken', subject, detail: `does not work: ${failure}`, remedy }

/** @returns {AsyncGenerator<Finding>} */
async function* examineNativeModules() {
  if (installedIn(root) === 'none') return
  const reinstall = 'delete node_modules and run npm run setup'
  yield judge('database, in Node', await probeDatabase(process.execPath, null), 'better-sqlite3 loads', reinstall)
  // A machine without a keychain's library is like one without a keychain: the console runs on it.
  const keychain = (await probeKeytar(process.execPath)) ?? (await probeKeychain(process.execPath))
  if (keychain === null) yield { verdict: 'fine', subject: 'keychain', detail: 'answers' }
  else
    yield {
      verdict: 'note',
      subject: 'keychain',
      detail: `out of reach (${keychain}); secrets can be held for one session only`,
      remedy:
        'where a library is named, install it (libsecret-1-0); else run in a desktop session with an unlocked keychain',
    }
}

/** @returns {AsyncGenerator<Finding>} */
async function* examineElectron() {
  const subject = 'Electron'
  const executable = presentElectron()
  if (executable === null) {
    const detail = `none fetched yet (declared: ${declaredElectron()})`
    yield { verdict: 'note', subject, detail, remedy: setUp }
    return
  }
  const lacking = process.platform === 'linux' ? await unmetNeeds(executable, 'window') : []
  if (lacking.length > 0) {
    const detail = `${executable} lacks ${lacking.join(', ')}`
    yield { verdict: 'broken', subject, detail, remedy: 'install the system packages named below' }
    return
  }
  const plan = planElectron()
  const runtime = await inspectElectron(executable, plan === 'try-official' ? 'official' : plan)
  yield { verdict: 'fine', subject, detail: describeElectron(runtime, declaredElectron()) }
  const addon = needsRebuiltAddon(runtime.napi) ? installedAddon(runtime.version) : null
  if (needsRebuiltAddon(runtime.napi) && addon === null) {
    yield { verdict: 'note', subject: 'database, in Electron', detail: 'its addon is not built yet', remedy: setUp }
    return
  }
  const rebuild = `delete ${userCache} and run npm run setup`
  const detail = addon === null ? 'better-sqlite3 loads' : `better-sqlite3 loads (addon at ${addon})`
  yield judge('database, in Electron', await probeDatabase(executable, addon), detail, rebuild)
  yield judge('keychain, in Electron', await probeKeytar(executable), 'keytar loads', rebuild)
}

/** @returns {AsyncGenerator<Finding>} */
async function* examineSystem() {
  const display = hasDisplay(process.platform, process.env)
  yield display
    ? { verdict: 'fine', subject: 'display', detail: 'present: npm start opens the window' }
    : { verdict: 'note', subject: 'display', detail: 'none: npm start runs the runbook without a window' }
  for (const purpose of /** @type {const} */ (['window', 'tests'])) {
    const { missing, command } = await missingSystemPackages(purpose, [])
    const subject = `packages, ${purpose}`
    if (missing.length === 0) yield { verdict: 'fine', subject, detail: 'nothing is missing' }
    else yield { verdict: 'note', subject, detail: `missing: ${missing.join(' ')}`, remedy: `as root: ${command}` }
  }
  const compilers = missingBuildPrograms()
  yield compilers.length === 0
    ? {
        verdict: 'fine',
        subject: 'compiler',
        detail: 'g++, make and python3 are there (for the stand-in Electron only)',
      }
    : {
        verdict: 'note',
        subject: 'compiler',
        detail: `no ${compilers.join(', no ')}; only the stand-in Electron needs it`,
      }
}

/** @returns {Promise<Finding>} */
async function examineNpm() {
  const npm = await run('npm', ['--version'], { shell: process.platform === 'win32' })
  const version = npm.output.trim().split('\n').at(-1) ?? ''
  return npm.code === 0
    ? { verdict: 'fine', subject: 'npm', detail: version }
    : { verdict: 'broken', subject: 'npm', detail: 'not found in PATH', remedy: 'install npm beside Node' }
}

/**
 * @param {() => AsyncGenerator<Finding>} source
 * @param {string} subject named when the examination itself fails
 * @returns {AsyncGenerator<Finding>}
 */
async function* guarded(source, subject) {
  try {
    yield* source()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    yield { verdict: 'broken', subject, detail: `${error.what}: ${error.why}`, remedy: error.remedy }
  }
}

/** @returns {AsyncGenerator<Finding>} */
export async function* examine() {
  yield examineNode()
  yield await examineNpm()
  yield examinePackages()
  yield { verdict: 'fine', subject: 'cache', detail: existsSync(userCache) ? userCache : `${userCache} (empty so far)` }
  yield* guarded(examineNativeModules, 'native modules')
  yield* guarded(examineElectron, 'Electron')
  yield* guarded(examineSystem, 'system')
}
