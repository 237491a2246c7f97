// Child processes: one kind whose output is kept for a report, one kind that takes over the terminal.
import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { constants as osConstants } from 'node:os'
import { delimiter, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

const keptCharacters = 200_000
/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set()

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    // A set-up that is interrupted takes its installers with it. What takes over the terminal is told by passThrough.
    for (const child of children) child.kill('SIGTERM')
    if (!passing) process.exit(128 + osConstants.signals[signal])
  })
}
let passing = 0

/**
 * Runs a command and keeps the end of its output. Never rejects for what the command does.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, shell?: boolean }} [options]
 * @returns {Promise<{ code: number | null, output: string, timedOut: boolean }>} `code` is null when it could not start or was killed
 */
export function run(command, args, { cwd, env = process.env, timeoutMs, shell = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...(cwd ? { cwd } : {}), env, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    children.add(child)
    let output = ''
    let timedOut = false
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-keptCharacters)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const limit = timeoutMs
      ? setTimeout(() => {
          timedOut = true
          child.kill('SIGKILL')
        }, timeoutMs)
      : undefined
    const finish = (/** @type {number | null} */ code) => {
      clearTimeout(limit)
      children.delete(child)
      resolve({ code, output, timedOut })
    }
    child.on('error', (error) => {
      output += error.message
      finish(null)
    })
    child.on('close', finish)
  })
}

/**
 * Gives the terminal to a command: input, output, signals and exit code pass through untouched.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code, or 128 + the signal that ended it
 */
export function passThrough(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    passing++
    const child = spawn(command, args, { ...options, stdio: 'inherit' })
    // A terminal sends Ctrl-C to the whole foreground group, so the child has it already.
    const toldByTerminal = Boolean(process.stdin.isTTY)
    const tell = (/** @type {NodeJS.Signals} */ signal) => {
      if (signal !== 'SIGINT' || !toldByTerminal) child.kill(signal)
    }
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
    for (const signal of signals) process.on(signal, tell)
    const end = () => {
      passing--
      for (const signal of signals) process.off(signal, tell)
    }
    child.on('error', (error) => {
      end()
      reject(error)
    })
    child.on('close', (code, signal) => {
      end()
      resolve(code ?? 128 + (signal ? osConstants.signals[signal] : 0))
    })
  })
}

/**
 * The last lines of an output that are worth showing: no colours, no stack frames, no blanks.
 * @param {string} output
 * @param {number} [count]
 */
export const lastLines = (output, count = 12) =>
  stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s+at /.test(line))
    .slice(-count)
    .join('\n')

/**
 * Finds a program in PATH.
 * @param {string} name
 * @param {string} [path] the PATH to look in
 * @returns {string | null} its full path
 */
export function findProgram(name, path = process.env['PATH'] ?? '') {
  for (const folder of path.split(delimiter)) {
    try {
      const file = join(folder, name)
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not in this folder.
    }
  }
  return null
}
