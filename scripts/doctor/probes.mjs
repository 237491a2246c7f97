// Small programs that try a native module in the Node or the Electron it has to work in.
import { root } from '../setup/paths.mjs'
import { lastLines, run } from '../setup/run-command.mjs'

const limitMs = 15_000

/**
 * @param {string} executable Node's or Electron's
 * @param {string} script
 * @returns {Promise<string | null>} why it failed, null when it did not
 */
async function probe(executable, script) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const { code, output, timedOut } = await run(executable, ['-e', script], { cwd: root, env, timeoutMs: limitMs })
  if (code === 0) return null
  if (timedOut) return 'no answer in fifteen seconds'
  const message = /^\w*Error: (.*)$/m.exec(output)?.[1]
  return message ?? (lastLines(output, 1) || 'it crashed')
}

/**
 * @param {string} executable
 * @param {string | null} binding the addon to load in place of the one shipped
 */
export const probeDatabase = (executable, binding) =>
  probe(
    executable,
    `const Database = require('better-sqlite3')
     const options = ${JSON.stringify(binding ? { nativeBinding: binding } : {})}
     if (new Database(':memory:', options).prepare('select 41 + 1').pluck().get() !== 42) process.exit(1)`,
  )

/** @param {string} executable */
export const probeKeytar = (executable) => probe(executable, `require('keytar')`)

/**
 * Asks the keychain for entries of a service that has none: whether it answers at all.
 * @param {string} executable
 */
export const probeKeychain = (executable) =>
  probe(
    executable,
    `require('keytar').findCredentials('hunter-d365-console-doctor').catch((error) => {
       console.error('Error: ' + error.message)
       process.exit(1)
     })`,
  )
