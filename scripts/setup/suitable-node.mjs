// Every command begins here: goes on in a Node that can run the project.
import { delimiter, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureNode } from './node-runtime.mjs'
import { explain } from './report.mjs'
import { passThrough } from './run-command.mjs'

/**
 * Runs a command's body, in this process when its Node suits and otherwise in one whose Node does; ends the process
 * with the body's exit code.
 * @param {string} scriptUrl `import.meta.url` of the command
 * @param {(args: string[]) => Promise<number>} body gives the exit code
 */
export async function runCommand(scriptUrl, body) {
  try {
    const node = await ensureNode()
    const args = process.argv.slice(2)
    if (node === process.execPath) {
      process.exitCode = await body(args)
      return
    }
    const PATH = `${dirname(node)}${delimiter}${process.env['PATH'] ?? ''}`
    process.exitCode = await passThrough(node, [fileURLToPath(scriptUrl), ...args], { env: { ...process.env, PATH } })
  } catch (error) {
    process.exitCode = explain(error)
  }
}
