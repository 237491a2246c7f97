// better-sqlite3's addon for an Electron that is too old for the shipped one: built once per version, kept in the user's
// cache, and handed to the app by path. node_modules stays as installed.
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { readJson } from './json-file.mjs'
import { ensureRegistryNode } from './node-runtime.mjs'
import { root, runtimeFolder, userCache } from './paths.mjs'
import { SetupError, step } from './report.mjs'
import { findProgram, lastLines, run } from './run-command.mjs'
import { ensureRuntimeTools } from './stand-in-electron.mjs'

// Node-API 10's two additions are taken from the experimental set, where Electron 33's Node 20 has them already.
const flags = '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'

/** @param {string} lockFolder */
const lockedVersion = (lockFolder) =>
  readJson(join(lockFolder, 'package-lock.json'))?.packages['node_modules/better-sqlite3']?.version

/** @param {string} electronVersion */
function bindingFile(electronVersion) {
  const name = `better-sqlite3-${lockedVersion(root)}-electron-${electronVersion}-${process.platform}-${process.arch}`
  return join(userCache, name, 'better_sqlite3.node')
}

/**
 * @param {string} electronVersion
 * @returns {string | null} the built addon
 */
export function installedAddon(electronVersion) {
  const file = bindingFile(electronVersion)
  return existsSync(file) ? file : null
}

/** @returns {string[]} programs the build needs and this machine lacks */
export function missingBuildPrograms() {
  return ['g++', 'make', 'python3'].filter((name) => !findProgram(name))
}

/**
 * Node's headers: those beside the Node in use, else those the registry's Node carries.
 * @param {string} node
 */
async function headers(node) {
  const prefix = dirname(dirname(node))
  if (existsSync(join(prefix, 'include/node/node_api.h'))) return prefix
  return process.platform === 'linux' && process.arch === 'x64' ? dirname(dirname(await ensureRegistryNode())) : null
}

/**
 * @param {string} node
 * @param {string} folder a copy of the package that may be built in
 */
async function build(node, folder) {
  const nodedir = await headers(node)
  const gyp = join(runtimeFolder, 'node_modules/node-gyp/bin/node-gyp.js')
  const args = ['rebuild', '--release', '--force_build=1', `--jobs=${cpus().length}`]
  const result = await run(node, [gyp, ...args, ...(nodedir ? [`--nodedir=${nodedir}`] : [])], {
    cwd: folder,
    env: { ...process.env, CXXFLAGS: `${process.env['CXXFLAGS'] ?? ''} ${flags}` },
  })
  const file = join(folder, 'build/Release/better_sqlite3.node')
  if (result.code === 0 && existsSync(file)) return file
  throw new SetupError({
    what: 'Building the database addon for this Electron',
    why: lastLines(result.output.replace(/^gyp info .*\n/gm, ''), 8),
    remedy: 'check that g++ (12 or newer), make and python3 work; then run the command again',
  })
}

/**
 * @param {string | null} remedy what to run for everything this machine lacks
 */
export function assertBuildPrograms(remedy) {
  const missing = missingBuildPrograms()
  if (missing.length === 0) return
  throw new SetupError({
    what: 'Building the database addon for this Electron',
    why: `this machine has no ${missing.join(', no ')}`,
    remedy: `${remedy?.includes(String(missing[0])) ? remedy : 'install a C++ compiler, make and Python 3'} (or use an official Electron, which needs no build: see docs/setup.md)`,
  })
}

/**
 * @param {string} node
 * @param {string} electronVersion
 * @returns {Promise<string>} path of the addon
 */
export async function ensureAddon(node, electronVersion) {
  const target = bindingFile(electronVersion)
  if (existsSync(target)) return target
  assertBuildPrograms(null)
  await ensureRuntimeTools(node)
  if (lockedVersion(root) !== lockedVersion(runtimeFolder)) {
    throw new SetupError({
      what: 'Building the database addon for this Electron',
      why: `the console wants better-sqlite3 ${lockedVersion(root)}, tools/electron-runtime carries ${lockedVersion(runtimeFolder)}`,
      remedy: 'give both package.json files the same version and renew their lockfiles',
    })
  }
  return step(`building the database addon for Electron ${electronVersion} (about a minute, once)`, async () => {
    const draft = `${dirname(target)}.${process.pid}`
    try {
      for (const name of ['better-sqlite3', 'node-addon-api']) {
        const source = join(runtimeFolder, 'node_modules', name)
        cpSync(source, join(draft, 'node_modules', name), { recursive: true })
      }
      const built = await build(node, join(draft, 'node_modules/better-sqlite3'))
      mkdirSync(dirname(target), { recursive: true })
      renameSync(built, target)
      return target
    } finally {
      rmSync(draft, { recursive: true, force: true })
    }
  })
}
