import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Bench } from './bench.ts'

/** Runs one bench module in this process: progress to standard error, the result as one JSON line on standard output. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    quiet: { type: 'boolean' },
  },
})
const { bench } = (await import(pathToFileURL(positionals[0]!).href)) as { bench: Bench }
const seed = Number(values.seed)
const result = await bench.run({
  seed,
  rounds: (own) => (values.rounds === undefined ? own : Number(values.rounds)),
  wants: (part) => values.only.length === 0 || values.only.includes(part),
  note: (text) => {
    if (!values.quiet) process.stderr.write(`  ${text}\n`)
  },
})
process.stdout.write(`${JSON.stringify({ title: bench.title, seed, ...result })}\n`)
