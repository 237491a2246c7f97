// npm packages, by the lockfile: which set is installed, and installing one so that the folder changes at one stroke.
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { readJson } from './json-file.mjs'
import { root } from './paths.mjs'
import { SetupError, step } from './report.mjs'
import { lastLines, run } from './run-command.mjs'

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, os?: string[], cpu?: string[] }} LockedPackage
 * @typedef {{ packages?: Record<string, LockedPackage> }} Lockfile
 * @typedef {'full' | 'production' | 'none'} InstalledSet
 */

/** @param {readonly string[] | undefined} allowed @param {string} actual */
const suits = (allowed, actual) => !allowed || [allowed].flat().some((name) => name === actual || name === 'any')

/**
 * @param {LockedPackage} entry as the lockfile has it
 * @param {LockedPackage | undefined} found as it is installed
 * @returns {'right' | 'wrong' | 'absent' | 'absent-dev'}
 */
function judgePackage(entry, found) {
  if (found) return found.version === entry.version ? 'right' : 'wrong'
  if (entry.optional || entry.devOptional) return 'right'
  return entry.dev ? 'absent-dev' : 'absent'
}

/**
 * Judges what npm left in node_modules against the lockfile.
 * @param {Lockfile | null} wanted package-lock.json
 * @param {Lockfile | null} installed node_modules/.package-lock.json, which npm writes last
 * @param {{ platform: string, arch: string }} machine
 * @returns {InstalledSet} `none` also for a set of other versions or of another platform
 */
export function installedSet(wanted, installed, machine) {
  const present = installed?.packages
  if (!wanted?.packages || !present) return 'none'
  const foreign = Object.values(present).some(
    ({ os, cpu }) => !suits(os, machine.platform) || !suits(cpu, machine.arch),
  )
  if (foreign) return 'none'
  const judgements = new Set(
    Object.entries(wanted.packages)
      .filter(([path]) => path !== '')
      .map(([path, entry]) => judgePackage(entry, present[path])),
  )
  if (judgements.has('wrong') || judgements.has('absent')) return 'none'
  return judgements.has('absent-dev') ? 'production' : 'full'
}

/**
 * @param {string} folder a folder with a package-lock.json
 * @returns {InstalledSet}
 */
export function installedIn(folder) {
  return installedSet(
    readJson(join(folder, 'package-lock.json')),
    readJson(join(folder, 'node_modules/.package-lock.json')),
    process,
  )
}

/**
 * npm as the caller has it, run by the given Node.
 * @param {string} node
 * @param {Record<string, string | undefined>} env
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand(node, env) {
  const own = env['npm_execpath']
  if (own && /npm-cli\.c?js$/.test(own)) return { command: node, args: [own], shell: false }
  return process.platform === 'win32'
    ? { command: 'npm.cmd', args: [], shell: true }
    : { command: 'npm', args: [], shell: false }
}

/**
 * Runs `npm ci` in a folder.
 * @param {string} folder
 * @param {{ node: string, production: boolean }} options
 */
async function npmCi(folder, { node, production }) {
  const npm = npmCommand(node, process.env)
  const set = production ? ['--omit=dev'] : ['--include=dev', '--include=optional']
  const quiet = ['--no-fund', '--no-audit', '--no-progress', '--loglevel=warn']
  const result = await run(npm.command, [...npm.args, 'ci', ...set, ...quiet], {
    cwd: folder,
    shell: npm.shell,
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}` },
  })
  if (result.code === 0) return
  throw new SetupError({
    what: `npm ci in ${folder}`,
    why: lastLines(result.output) || 'npm could not be started',
    remedy:
      'check that npm is installed, the package registry is reachable (npm ping) and the disk has 2 GB free; then run the command again',
  })
}

/**
 * Puts a finished node_modules where it belongs; the old one is set aside first.
 * @param {string} stage
 * @param {string} folder
 * @returns {boolean} false where the place cannot be renamed (a mounted volume, a file held open by Windows)
 */
function swapIn(stage, folder) {
  const place = join(folder, 'node_modules')
  const old = join(stage, 'replaced')
  try {
    if (existsSync(place)) renameSync(place, old)
    renameSync(join(stage, 'node_modules'), place)
    return true
  } catch {
    if (existsSync(old) && !existsSync(place)) renameSync(old, place)
    return false
  }
}

/**
 * Installs a folder's packages beside the present ones and swaps them in, so that an interrupted or failed
 * installation leaves what was there, and programs that are running keep what they have loaded.
 * @param {string} folder
 * @param {{ node: string, production: boolean }} options
 */
export async function install(folder, options) {
  // One name for all: set-ups run one at a time, and what a killed one left is cleared away here.
  const stage = join(folder, '.tmp', 'install')
  rmSync(stage, { recursive: true, force: true })
  mkdirSync(stage, { recursive: true })
  try {
    for (const name of ['package.json', 'package-lock.json', '.npmrc']) {
      if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(stage, name))
    }
    await npmCi(stage, options)
    if (!swapIn(stage, folder)) await npmCi(folder, options)
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}

/**
 * Sees to the project's own packages.
 * @param {{ node: string, production: boolean }} options `production` is content with what runs without a window
 */
export async function ensureDependencies(options) {
  const present = installedIn(root)
  if (present === 'full' || (options.production && present === 'production')) return
  const title = options.production ? 'installing what the console needs at run time' : 'installing all dependencies'
  await step(`${title} (npm ci)`, () => install(root, options))
}
