import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import type { Figure } from '../../support/bench/bench.ts'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import { comparisonOf, type Comparison } from '../../support/bench/compare.ts'
import { engineOnSandbox } from '../../support/engine-on-sandbox.ts'
import { axiosRetryLike, ours, retryAfterMs, serviceClientLike, sharedGateLike, type Policy } from './policies.ts'
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

/**
 * Long enough that the pauses which the service itself asks for before anything can be known (2 s for too many calls at once) take less than the
 * twentieth part: no client that waits as it is told can be nearer to the oracle sooner.
 */
const SHAPES: readonly Shape[] = [
  {
    name: 'window of requests',
    limits: { ...ROOMY, requests: 100, windowMs: 5_000 },
    serverTimeMs: 20,
    calls: 850,
    // A hundred at once in each window; the last fifty at the start of the ninth.
    oracleSeconds: 40 + 0.02,
  },
  {
    name: 'concurrency cap below the client',
    limits: { ...ROOMY, concurrent: 26 },
    serverTimeMs: 250,
    calls: 5_200,
    oracleSeconds: (5_200 / 26) * 0.25,
  },
  {
    name: 'cap that changes in the middle',
    limits: ROOMY,
    serverTimeMs: 250,
    calls: 8_480,
    changes: [
      [20_000, { concurrent: 4 }],
      [30_000, { concurrent: 52 }],
    ],
    // 4,160 calls in 20 s, 160 in 10 s at four places, the other 4,160 in 80 rounds.
    oracleSeconds: 30 + 20,
  },
]

const PEERS: readonly (readonly [string, Policy])[] = [
  ['axios-retry policy, re-implemented', axiosRetryLike],
  ['ServiceClient policy, re-implemented', serviceClientLike],
  ['one shared gate, eight places, re-implemented', sharedGateLike],
]

/** A policy that has not come to its end by then is taken as it stands. */
const PATIENCE_MS = 60_000

interface Run {
  readonly seconds: number
  readonly failed: number
  /** Share of the calls that were refused. */
  readonly refused: number
  /** Share of the calls that were refused and had left while an earlier refusal still asked for silence. */
  readonly insisted: number
}

/**
 * B2: the pace of the push engine against what others do, on limits that nobody told them. The shapes run beside each other, each with a server of
 * its own: together they keep a processor a quarter busy.
 */
export async function throttled(context: BenchContext): Promise<{ comparisons: Comparison[]; figures: Figure[] }> {
  const runs: (readonly Run[])[] = []
  for (let round = 0; round < context.rounds(2); round += 1) {
    runs.push(await Promise.all(SHAPES.map((shape) => runPolicy(shape, ours, context.seed + round))))
    context.note(`B2 ours: round ${round + 1}`)
  }
  const comparisons = SHAPES.map((shape, at) => compared(context, shape, columnOf(runs, at)))
  const figures = SHAPES.flatMap((shape, at) => describe(`B2 ${shape.name}, ours`, columnOf(runs, at), true))
  const peers = await Promise.all(
    SHAPES.flatMap((shape) =>
      PEERS.map(async ([name, policy]) => ({ shape, name, run: await runPolicy(shape, policy, context.seed) })),
    ),
  )
  return { comparisons, figures: [...figures, ...peers.flatMap(describePeer)] }
}

const columnOf = (runs: readonly (readonly Run[])[], at: number): readonly Run[] => runs.flatMap((row) => row[at] ?? [])

const compared = (context: BenchContext, { name, calls, oracleSeconds }: Shape, runs: readonly Run[]): Comparison =>
  comparisonOf(
    context,
    {
      name: `B2 ${name}`,
      unit: 'calls/s',
      ours: { name: 'the lane of the push engine' },
      peer: { name: 'an oracle that knows the limits' },
      target: { atLeast: 0.95 },
    },
    runs.map(({ seconds }) => [calls / seconds, calls / oracleSeconds] as const),
  )

const worst = (runs: readonly Run[], of: (run: Run) => number): number => Math.max(...runs.map(of))

function describe(name: string, runs: readonly Run[], isOurs: boolean): readonly Figure[] {
  const target = (atMost: number) => (isOurs ? { target: { atMost } } : {})
  return [
    {
      name: `${name}: calls sent against a refusal, worst run`,
      value: worst(runs, ({ insisted }) => insisted) * 100,
      unit: '%',
      ...target(3),
    },
    { name: `${name}: calls refused, worst run`, value: worst(runs, ({ refused }) => refused) * 100, unit: '%' },
    {
      name: `${name}: calls given up, worst run`,
      value: worst(runs, ({ failed }) => failed),
      unit: 'calls',
      ...target(0),
    },
  ]
}

const describePeer = ({
  shape,
  name,
  run,
}: {
  readonly shape: Shape
  readonly name: string
  readonly run: Run
}): readonly Figure[] => [
  ...describe(`B2 ${shape.name}, ${name}`, [run], false),
  { name: `B2 ${shape.name}, ${name}: oracle ÷ its time`, value: shape.oracleSeconds / run.seconds, unit: '' },
]

async function runPolicy(shape: Shape, policy: Policy, seed: number): Promise<Run> {
  await using sandbox = await startBenchSandbox(['--server-time', `${shape.serverTimeMs},0`])
  const harness = await startAttached(sandbox.info, 0)
  try {
    const { connection } = await engineOnSandbox(harness)
    await connection.d365.whoAmI()
    await control(sandbox.info, '/limits', { ...shape.limits, degreeOfParallelism: 52 })
    const calls = { sent: 0, done: 0, insisted: 0 }
    let silentUntilMs = 0
    const send = async () => {
      calls.sent += 1
      const isInsisting = performance.now() < silentUntilMs
      const answer = await connection.d365.whoAmI()
      if (answer.ok) calls.done += 1
      else if (isInsisting) calls.insisted += 1
      silentUntilMs = Math.max(silentUntilMs, performance.now() + (retryAfterMs(answer) ?? 0))
      return answer
    }
    const stopChanges = schedule(sandbox.info, shape.changes ?? [])
    const startedMs = performance.now()
    await Promise.race([policy(shape.calls, send, seed), wait(PATIENCE_MS, undefined, { ref: false })])
    const seconds = (performance.now() - startedMs) / 1000
    stopChanges()
    connection.close()
    const { sent, done, insisted } = calls
    return { seconds, failed: shape.calls - done, refused: (sent - done) / sent, insisted: insisted / sent }
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
