// The command line of the console, straight from its TypeScript sources.
import { join } from 'node:path'
import { root } from './paths.mjs'
import { passThrough } from './run-command.mjs'

/** The command line's entry, for those who start it themselves. */
export const cliEntry = join(root, 'src/cli/index.ts')
// Some Node releases announce on every start that they read TypeScript; the operator has no use for it.
export const cliSwitches = ['--disable-warning=ExperimentalWarning']

/**
 * @param {string} node
 * @param {readonly string[]} args
 * @returns {Promise<number>} exit code
 */
export const runCli = (node, args) => passThrough(node, [...cliSwitches, cliEntry, ...args])
