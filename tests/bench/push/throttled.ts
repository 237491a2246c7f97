import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import type { Figure } from '../../support/bench/bench.ts'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import { compare, type Comparison } from '../../support/bench/compare.ts'
import { engineOnSandbox } from '../../support/engine-on-sandbox.ts'
import { axiosRetryLike, ours, serviceClientLike, sharedGateLike, type Policy } from './policies.ts'
import { control, startAttached, startBenchSandbox } from './push-bench-world.ts'

/** A tenant whose limits the client does not know, and the seconds of a client that knows them. */
interface Shape {
  readonly name: string
  readonly limits: object
  readonly serverTimeMs: number
  readonly calls: number
  readonly oracleSeconds: number
  /** Changes of the limits while it runs: milliseconds from the start, and what they become. */
  readonly changes?: readonly (readonly [number, object])[]
}

const ROOMY = {
  requests: 1_000_000,
  windowMs: 300_000,
  executionTimeMs: 1e9,
  concurrent: 52,
  growthSeconds: 1,
  longestRetryAfterSeconds: 10,
}

const SHAPES: readonly Shape[] = [
  {
    name: 'window of requests',
    limits: { ...ROOMY, requests: 100, windowMs: 2_000 },
    serverTimeMs: 20,
    calls: 350,
    // A hundred at once in each window; the last fifty at the start of the fourth.
    oracleSeconds: 6 + 0.02,
  },
  {
    name: 'concurrency cap below the client',
    limits: { ...ROOMY, concurrent: 26 },
    serverTimeMs: 100,
    calls: 780,
    oracleSeconds: (780 / 26) * 0.1,
  },
  {
    name: 'cap that changes in the middle',
    limits: ROOMY,
    serverTimeMs: 100,
    calls: 720,
    changes: [
      [1_000, { concurrent: 4 }],
      [3_000, { concurrent: 52 }],
    ],
    // 520 calls in the first second, 80 in two seconds at four places, the other 120 in three rounds.
    oracleSeconds: 3 + 0.3,
  },
]

const PEERS: readonly (readonly [string, Policy])[] = [
  ['axios-retry policy, re-implemented', axiosRetryLike],
  ['ServiceClient policy, re-implemented', serviceClientLike],
  ['one shared gate, eight places, re-implemented', sharedGateLike],
]

/** A policy that has not come to its end by then is taken as it stands. */
const PATIENCE_MS = 45_000

interface Run {
  readonly seconds: number
  readonly failed: number
  readonly wastedShare: number
}

/** B2: the pace of the push engine against what others do, on limits that nobody told them. */
export async function throttled(context: BenchContext): Promise<{ comparisons: Comparison[]; figures: Figure[] }> {
  const comparisons: Comparison[] = []
  const figures: Figure[] = []
  for (const shape of SHAPES) {
    const runs: Run[] = []
    comparisons.push(
      await compare(context, {
        name: `B2 ${shape.name}`,
        unit: 'calls/s',
        ours: {
          name: 'the lane of the push engine',
          measure: async () => {
            const run = await runPolicy(shape, ours, context.seed)
            runs.push(run)
            return shape.calls / run.seconds
          },
        },
        peer: { name: 'an oracle that knows the limits', measure: () => shape.calls / shape.oracleSeconds },
        rounds: 3,
        target: { atLeast: 0.95 },
      }),
    )
    figures.push(...describe(`B2 ${shape.name}, ours`, runs, { atMost: 3 }))
    for (const [name, policy] of PEERS) {
      const run = await runPolicy(shape, policy, context.seed)
      figures.push(...describe(`B2 ${shape.name}, ${name}`, [run]))
      figures.push({
        name: `B2 ${shape.name}, ${name}: oracle ÷ its time`,
        value: shape.oracleSeconds / run.seconds,
        unit: '',
      })
    }
  }
  return { comparisons, figures }
}

const worst = (runs: readonly Run[], of: (run: Run) => number): number => Math.max(...runs.map(of))

const describe = (name: string, runs: readonly Run[], target?: { readonly atMost: number }): Figure[] => [
  {
    name: `${name}: calls refused, worst run`,
    value: worst(runs, ({ wastedShare }) => wastedShare) * 100,
    unit: '%',
    ...(target ? { target } : {}),
  },
  {
    name: `${name}: calls given up, worst run`,
    value: worst(runs, ({ failed }) => failed),
    unit: 'calls',
    ...(target ? { target: { atMost: 0 } } : {}),
  },
]

async function runPolicy(shape: Shape, policy: Policy, seed: number): Promise<Run> {
  await using sandbox = await startBenchSandbox(['--server-time', `${shape.serverTimeMs},0`])
  const harness = await startAttached(sandbox.info, 0)
  try {
    const { connection } = await engineOnSandbox(harness)
    await connection.d365.whoAmI()
    await control(sandbox.info, '/limits', { ...shape.limits, degreeOfParallelism: 52 })
    const calls = { sent: 0, done: 0 }
    const send = async () => {
      calls.sent += 1
      const answer = await connection.d365.whoAmI()
      calls.done += answer.ok ? 1 : 0
      return answer
    }
    const stopChanges = schedule(sandbox.info, shape.changes ?? [])
    const startedMs = performance.now()
    await Promise.race([policy(shape.calls, send, seed), wait(PATIENCE_MS, undefined, { ref: false })])
    const seconds = (performance.now() - startedMs) / 1000
    stopChanges()
    connection.close()
    const { sent, done } = calls
    return { seconds, failed: shape.calls - done, wastedShare: (sent - done) / sent }
  } finally {
    await harness.close()
  }
}

function schedule(info: SandboxInfo, changes: NonNullable<Shape['changes']>): () => void {
  const timers = changes.map(([ms, limits]) => setTimeout(() => void control(info, '/limits', limits), ms))
  return () => {
    for (const timer of timers) clearTimeout(timer)
  }
}
