// What Electron and the tests need from the system on Linux: installed by apt where this is root on a Debian-like
// system, otherwise named together with the one command to run.
import { existsSync } from 'node:fs'
import { SetupError, say, step } from './report.mjs'
import { findProgram, lastLines, run } from './run-command.mjs'

/** @typedef {'window' | 'tests'} Purpose */

const windowPackages = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libsecret-1-0',
  'libnotify4',
  'libxtst6',
  'libatspi2.0-0',
]
const testPackages = ['xvfb', 'xauth', 'dbus', 'gnome-keyring']
const testPrograms = ['Xvfb', 'dbus-daemon', 'dbus-send', 'gnome-keyring-daemon']

/**
 * @param {Purpose} purpose
 * @param {readonly string[]} missingPrograms programs that a build needs and that are packages of their own name
 * @returns {string[]} names of Debian packages
 */
export const wantedPackages = (purpose, missingPrograms) => [
  ...windowPackages,
  ...(purpose === 'tests' ? testPackages : []),
  ...missingPrograms,
]

/**
 * @param {readonly string[]} wanted
 * @param {string} statusLines lines `name status` as dpkg-query prints them
 * @returns {string[]} those that are not installed, under either name: some got the suffix t64 in 2024
 */
export function missingPackages(wanted, statusLines) {
  const installed = new Set(
    statusLines
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, status]) => status === 'installed')
      .map(([name]) => name),
  )
  return wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`))
}

/**
 * @param {readonly string[]} missing
 * @param {ReadonlySet<string>} available names that apt can install
 * @returns {string[]} the same under the names this release has
 */
export const namesHere = (missing, available) =>
  missing.map((name) => (!available.has(name) && available.has(`${name}t64`) ? `${name}t64` : name))

/** @param {readonly string[]} names */
export const aptCommand = (names) => ['apt-get', 'install', '-y', '--no-install-recommends', ...names]

const isDebianLike = () => existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-query')
export const isRoot = () => process.getuid?.() === 0

/** @param {readonly string[]} wanted */
async function missingHere(wanted) {
  const both = wanted.flatMap((name) => [name, `${name}t64`])
  const { output } = await run('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\\n', ...both])
  return missingPackages(wanted, output)
}

/** @param {readonly string[]} missing */
async function availableHere(missing) {
  const { output } = await run('apt-cache', ['madison', ...missing.flatMap((name) => [name, `${name}t64`])])
  return new Set(output.split('\n').map((line) => line.split('|')[0]?.trim() ?? ''))
}

/**
 * @param {readonly string[]} missing
 * @returns {Promise<string | null>} why it failed
 */
async function aptInstall(missing) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=2']
  let names = namesHere(missing, await availableHere(missing))
  const once = async () => run('apt-get', [...aptCommand(names).slice(1), ...patience], { env })
  let result = await once()
  if (result.code !== 0) {
    // The package lists are absent or stale.
    await run('apt-get', ['update', ...patience], { env })
    names = namesHere(missing, await availableHere(missing))
    result = await once()
  }
  return result.code === 0 ? null : lastLines(result.output, 6)
}

/**
 * What really is missing, whatever the packages are called here.
 * @param {string} electron its executable
 * @param {Purpose} purpose
 * @returns {Promise<string[]>} shared libraries and programs
 */
export async function unmetNeeds(electron, purpose) {
  const { output } = await run('ldd', [electron])
  const libraries = [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => String(match[1]))
  const programs = purpose === 'tests' ? testPrograms.filter((name) => !findProgram(name)) : []
  return [...libraries, ...programs]
}

/**
 * @param {Purpose} purpose
 * @param {readonly string[]} missingPrograms
 * @returns {Promise<{ missing: string[], command: string | null }>} `command` is for root, null where apt is not at home
 */
export async function missingSystemPackages(purpose, missingPrograms) {
  if (process.platform !== 'linux' || !isDebianLike()) return { missing: [], command: null }
  const missing = await missingHere(wantedPackages(purpose, missingPrograms))
  if (missing.length === 0) return { missing, command: null }
  return { missing, command: aptCommand(namesHere(missing, await availableHere(missing))).join(' ') }
}

/**
 * Installs what is missing where it may; says what to run where it may not.
 * @param {Purpose} purpose
 * @param {readonly string[]} missingPrograms
 * @returns {Promise<string | null>} the remedy for what is still missing
 */
export async function installSystemPackages(purpose, missingPrograms) {
  const { missing, command } = await missingSystemPackages(purpose, missingPrograms)
  if (command === null) return null
  if (!isRoot()) return `run: sudo ${command}`
  const failure = await step(`installing system packages by apt: ${missing.join(' ')}`, () => aptInstall(missing))
  if (failure === null) return null
  say(`set-up: apt could not install them: ${failure}`)
  return `run as root: apt-get update && ${command}`
}

/**
 * Fails when Electron or the tests could not start; a missing extra is only told.
 * @param {string} electron
 * @param {Purpose} purpose
 * @param {string | null} remedy what installSystemPackages left to do
 */
export async function assertNeedsMet(electron, purpose, remedy) {
  if (process.platform !== 'linux' || (remedy === null && isDebianLike())) return
  const unmet = await unmetNeeds(electron, purpose)
  if (unmet.length === 0) {
    if (remedy) say(`set-up: some system packages are missing, so part of the console may not work; ${remedy}`)
    return
  }
  throw new SetupError({
    what: 'Looking for what Electron needs from the system',
    why: `missing: ${unmet.join(', ')}`,
    remedy:
      remedy ??
      `install them by this system's package manager (Debian's names: ${wantedPackages(purpose, []).join(' ')})`,
  })
}
