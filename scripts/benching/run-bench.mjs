// One bench in a process of its own, so that no bench pays for the heap of another.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../setup/paths.mjs'

/**
 * @typedef {import('../../tests/support/bench/bench.ts').BenchResult} BenchResult
 * @typedef {BenchResult & { name: string, title: string, seed: number, failed: boolean, error?: string }} FinishedBench
 */

/**
 * @param {string} node
 * @param {{ name: string, file: string, seed: string, rounds?: string | undefined, only: string[], json: boolean }} wanted
 * @returns {Promise<FinishedBench>} `failed` when a target was missed or the bench broke off
 */
export function runBench(node, { name, file, seed, rounds, only, json }) {
  const child = spawn(
    node,
    [
      '--disable-warning=ExperimentalWarning',
      join(root, 'tests/support/bench/bench-child.ts'),
      file,
      ...['--seed', seed],
      ...(rounds === undefined ? [] : ['--rounds', rounds]),
      ...only.flatMap((part) => ['--only', part]),
      ...(json ? ['--quiet'] : []),
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let output = ''
  child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
    output += chunk.toString()
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(finish(name, code, output)))
  })
}

/**
 * @param {string} name
 * @param {number | null} code
 * @param {string} output
 * @returns {FinishedBench}
 */
function finish(name, code, output) {
  if (code !== 0) {
    const error = `ended with ${code ?? 'a signal'} before its result`
    return { name, title: name, seed: 0, comparisons: [], figures: [], failed: true, error }
  }
  const result = JSON.parse(output.trim().split('\n').at(-1) ?? '')
  return { name, ...result, failed: isMissed(result) }
}

/** @param {BenchResult} result */
const isMissed = ({ comparisons, figures }) =>
  comparisons.some(({ verdict }) => verdict === 'missed') || figures.some(isPastTarget)

/** @param {import('../../tests/support/bench/bench.ts').Figure} figure */
export const isPastTarget = ({ value, target }) =>
  value < (target?.atLeast ?? -Infinity) || value > (target?.atMost ?? Infinity)
