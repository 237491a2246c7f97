// The stand-in Electron and the tools beside it: assembled once per user, shared by every checkout.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { install, installedIn } from './dependencies.mjs'
import { standInVersion } from './electron-choice.mjs'
import { runtimeFolder, userCache } from './paths.mjs'
import { SetupError, step } from './report.mjs'
import { lastLines, run } from './run-command.mjs'

// Rises when assemble.mjs makes something else of the same version.
const recipe = 1
const folder = join(userCache, `electron-${standInVersion}-linux-x64-r${recipe}`)

/** @returns {string | null} its executable, when assembled */
export function installedStandIn() {
  const executable = join(folder, 'electron')
  return existsSync(executable) ? executable : null
}

/** @type {Promise<void> | null} */
let tools = null

/**
 * The packages of tools/electron-runtime: the binary's package and what builds addons.
 * @param {string} node
 */
export function ensureRuntimeTools(node) {
  tools ??=
    installedIn(runtimeFolder) === 'full'
      ? Promise.resolve()
      : step('fetching the stand-in Electron and its build tools (npm ci in tools/electron-runtime)', () =>
          install(runtimeFolder, { node, production: false }),
        )
  return tools
}

/**
 * @param {string} node
 * @returns {Promise<string>} the stand-in's executable
 */
export async function ensureStandIn(node) {
  const present = installedStandIn()
  if (present) return present
  await ensureRuntimeTools(node)
  mkdirSync(userCache, { recursive: true })
  const result = await step(`assembling Electron ${standInVersion} in ${userCache}`, () =>
    run(node, [join(runtimeFolder, 'assemble.mjs'), folder]),
  )
  if (result.code === 0) return join(folder, 'electron')
  throw new SetupError({
    what: `Assembling the stand-in Electron ${standInVersion}`,
    why: lastLines(result.output, 6),
    remedy: `check that ${userCache} is writable and has 400 MB free; then run the command again`,
  })
}
