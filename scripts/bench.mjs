// npm run bench [-- name…] [--only PART…] [--json] [--seed N] [--rounds N]: every bench of tests/bench, or those
// named, or only some parts of them (docs/benchmarks.md).
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { describeMachine } from './benching/machine.mjs'
import { describeBench } from './benching/describe-bench.mjs'
import { runBench } from './benching/run-bench.mjs'
import { ensureDependencies, installedIn } from './setup/dependencies.mjs'
import { root } from './setup/paths.mjs'
import { whileLocked } from './setup/setup-lock.mjs'
import { runCommand } from './setup/suitable-node.mjs'

const ending = '.bench.ts'
const folder = join(root, 'tests/bench')
const knownNames = () =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .sort()

/** @param {string[]} args */
const readArguments = (args) => {
  const whole = /^[1-9]\d{0,5}$/
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        seed: { type: 'string', default: '1' },
        rounds: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
      },
    })
    if (!whole.test(values.seed)) return `--seed takes a whole number, not "${values.seed}".`
    if (values.rounds !== undefined && !whole.test(values.rounds))
      return `--rounds takes a whole number, not "${values.rounds}".`
    return { ...values, names: positionals }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** @param {string[]} args */
const readWanted = (args) => {
  const wanted = readArguments(args)
  if (typeof wanted === 'string') return wanted
  const known = knownNames()
  const unknown = wanted.names.filter((name) => !known.includes(name))
  if (unknown.length > 0) return `Unknown bench: ${unknown.join(', ')}. There are: ${known.join(', ')}.`
  return { ...wanted, names: wanted.names.length > 0 ? wanted.names : known }
}

await runCommand(import.meta.url, async (args) => {
  const wanted = readWanted(args)
  if (typeof wanted === 'string') {
    console.error(wanted)
    return 2
  }
  // Peers are development dependencies.
  if (installedIn(root) !== 'full') {
    await whileLocked(() => ensureDependencies({ node: process.execPath, production: false }))
  }
  const say = wanted.json ? () => undefined : console.log
  const machine = describeMachine()
  const benches = []
  for (const name of wanted.names) {
    say(`\n${name}`)
    const bench = await runBench(process.execPath, { ...wanted, name, file: join(folder, name + ending) })
    say(describeBench(bench))
    benches.push(bench)
  }
  say(`\n${machine.cores} × ${machine.cpu}, Node ${machine.node}, load ${machine.load} at the start, ${machine.at}`)
  if (wanted.json) console.log(JSON.stringify({ machine, benches }))
  return benches.some(({ failed }) => failed) ? 1 : 0
})
