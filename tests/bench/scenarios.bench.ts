import { ScenarioRunResultSchema, type ScenarioRunResult } from '../../src/shared/model/scenario.ts'
import type { Bench, Figure } from '../support/bench/bench.ts'
import { compare } from '../support/bench/compare.ts'
import { runCommandLine } from '../support/run-command-line.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** What the runbook's parts C and D may cost together on a healthy sandbox. */
const TOGETHER_MS = 10_000

/** The six scenarios as an operator runs them: one command, its own sandbox, steps, evidence and clean-up included. */
export const bench: Bench = {
  title: 'The six scenarios on a healthy sandbox, by one command',
  run: async (context) => {
    using folder = makeTempDir('hunter-bench-')
    const results: ScenarioRunResult[] = []
    const together = await compare(context, {
      name: 'the command, from its start to its end',
      unit: 'ms',
      ours: {
        name: 'scenario run all',
        measure: () => timed(async () => void results.push(await runAll(folder.path))),
      },
      peer: {
        name: 'tenant test sandbox (start, sign-in, two requests)',
        measure: () => timed(() => command(['tenant', 'test', 'sandbox'], folder.path)),
      },
      rounds: 5,
    })
    return { comparisons: [together], figures: figuresOf(results) }
  },
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

async function runAll(dataDir: string): Promise<ScenarioRunResult> {
  return ScenarioRunResultSchema.parse(await command(['scenario', 'run', 'all', '--tenant', 'sandbox'], dataDir))
}

/** A slow answer is a figure, a wrong one is none: whatever does not end well breaks the bench off. */
async function command(args: readonly string[], dataDir: string): Promise<unknown> {
  const ran = await runCommandLine([...args, '--json'], { dataDir })
  if (ran.code !== 0) throw new Error(`${args.join(' ')} ended with ${String(ran.code)}: ${ran.stdout}${ran.stderr}`)
  return ran.json()
}

function figuresOf(results: readonly ScenarioRunResult[]): readonly Figure[] {
  const median = (values: readonly number[]): number =>
    values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0
  const durations = (id: string): number[] =>
    results.flatMap(({ scenarios }) => scenarios.filter((one) => one.id === id).map(({ durationMs }) => durationMs))
  const sums = results.map(({ scenarios }) => scenarios.reduce((sum, { durationMs }) => sum + durationMs, 0))
  const ids = results[0]?.scenarios.map(({ id }) => id) ?? []
  return [
    { name: 'all six, clean-up included', value: median(sums), unit: 'ms', target: { atMost: TOGETHER_MS } },
    ...ids.map((id): Figure => ({ name: `of it ${id}`, value: median(durations(id)), unit: 'ms' })),
  ]
}
