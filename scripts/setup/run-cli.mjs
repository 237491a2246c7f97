// The command line of the console, straight from its TypeScript sources.
import { join } from 'node:path'
import { root, userCache } from './paths.mjs'
import { passThrough } from './run-command.mjs'

/** The command line's entry. */
export const cliEntry = join(root, 'src/cli/index.ts')
// Some Node releases announce on every start that they read TypeScript; the operator has no use for it.
// Node's young generation grows to 128 MB under steady work, whatever the program holds; a push is as fast with an eighth of that.
export const memorySwitches = ['--max-semi-space-size=8']
const cliSwitches = ['--disable-warning=ExperimentalWarning', ...memorySwitches]

/**
 * @param {string} node
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
export function runCli(node, args) {
  // Node keeps what it compiled, keyed by content and version; a start then takes half the time.
  const env = { NODE_COMPILE_CACHE: join(userCache, 'compiled'), ...process.env }
  return passThrough(node, [...cliSwitches, cliEntry, ...args], { env })
}
