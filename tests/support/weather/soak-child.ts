import { randomInt } from 'node:crypto'
import { parseArgs, styleText } from 'node:util'
import { trialsAt, type ReadyTrial } from './trials.ts'
import type { Sighting } from './trial.ts'

/* Runs the trials named (all without names) at full counts, one after another. */

const say = (line: string) => process.stdout.write(`${line}\n`)
const { values, positionals: names } = parseArgs({ allowPositionals: true, options: { seed: { type: 'string' } } })
const seed = Number(values.seed ?? randomInt(1_000_000))
const trials = trialsAt('inSoak').filter(({ fault }) => names.length === 0 || names.includes(fault))
if (trials.length === 0) throw new Error(`No trial is called ${names.join(' or ')}.`)
say(`seed ${seed}`)
let failed = 0
for (const trial of trials) failed += (await runOne(trial)) ? 0 : 1
say(failed === 0 ? 'All trials held.' : `Trials that found something wrong: ${failed}`)
process.exitCode = failed === 0 ? 0 : 1

async function runOne({ fault, claim, run }: ReadyTrial): Promise<boolean> {
  const startedMs = performance.now()
  const { wrong, figures } = await run(seed).catch(asSighting)
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  const holds = wrong.length === 0
  const counted = Object.entries(figures).map(([name, amount]) => `${amount} ${name}`)
  say(`${styleText(holds ? 'green' : 'red', holds ? '✓' : '✗')} ${fault} ${claim}`)
  say(`    ${[...counted, `${seconds} s`].join(' · ')}`)
  for (const sentence of wrong) say(`    ${sentence}`)
  return holds
}

function asSighting(error: unknown): Sighting {
  return { wrong: [error instanceof Error ? (error.stack ?? error.message) : String(error)], figures: {} }
}
