// The two test runners, each with a report for people on the terminal and one for counting in a file.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { readJson } from '../setup/json-file.mjs'
import { root } from '../setup/paths.mjs'
import { passThrough } from '../setup/run-command.mjs'
import { countPlaywright, countVitest } from './counts.mjs'

const reports = join(root, 'test-results')

/**
 * @typedef {{ names: string[], grep: string[] }} Filter `names` are parts of file names, `grep` parts of test names
 * @typedef {import('./counts.mjs').Counts} Counts
 */

/**
 * `npm test -- [file]… [-t name]`
 * @param {readonly string[]} args
 * @returns {Filter}
 */
export function parseFilter(args) {
  /** @type {Filter} */
  const filter = { names: [], grep: [] }
  for (let index = 0; index < args.length; index++) {
    const argument = String(args[index])
    if (argument === '-t' || argument === '-g') filter.grep.push(args[++index] ?? '')
    else filter.names.push(argument)
  }
  return filter
}

/**
 * Unit, integration and contract tests.
 * @param {Filter} filter
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Counts>}
 */
export async function runVitest({ names, grep }, env) {
  const file = join(reports, 'vitest.json')
  rmSync(file, { force: true })
  const program = join(root, 'node_modules/vitest/vitest.mjs')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const selection = [...names, ...grep.flatMap((name) => ['-t', name]), '--passWithNoTests']
  const code = await passThrough(process.execPath, [program, 'run', ...reporters, ...selection], { cwd: root, env })
  return countVitest(readJson(file), code)
}

/**
 * Stories in the real window.
 * @param {Filter} filter
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Counts>}
 */
export async function runPlaywright({ names, grep }, env) {
  const file = join(reports, 'playwright.json')
  rmSync(file, { force: true })
  const program = join(root, 'node_modules/@playwright/test/cli.js')
  const selection = [...names, ...grep.flatMap((name) => ['-g', name]), '--pass-with-no-tests']
  const code = await passThrough(process.execPath, [program, 'test', '--reporter=list,json', ...selection], {
    cwd: root,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  })
  return countPlaywright(readJson(file), code)
}
