import type { D365Client } from '../../../src/core/d365/d365-client.ts'
import type { ServiceHints } from '../../../src/core/d365/service-hints.ts'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import type { Figure } from '../../support/bench/bench.ts'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import { comparisonOf, type Comparison } from '../../support/bench/compare.ts'
import { engineOnSandbox } from '../../support/engine-on-sandbox.ts'
import {
  axiosRetryLike,
  ours,
  retryAfterMs,
  serviceClientLike,
  sharedGateLike,
  type Policy,
  type Send,
} from './policies.ts'
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
    calls: 5_720,
    oracleSeconds: (5_720 / 26) * 0.25,
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

/** A policy that has not come to its end by then is called off, and judged by what it got done; ours is to reach it. */
const PATIENCE_MS = { ours: 120_000, peers: 60_000 }

interface Run {
  readonly seconds: number
  /** Calls a second that succeeded. */
  readonly pace: number
  readonly givenUp: number
  readonly notDone: number
  /** Share of the calls that were refused. */
  readonly refused: number
  /** Calls that were refused and had left while an earlier refusal still asked for silence. */
  readonly insisted: number
  /** Of one processor, the share that the server took. */
  readonly serverShare: number
}

interface Limited {
  readonly comparisons: Comparison[]
  readonly figures: Figure[]
}

/**
 * B2: the pace of the push engine against what others do, on limits that nobody told them. The shapes run beside each other, each with a server of
 * its own: together they keep a processor a quarter busy. The peers run between two rounds of ours.
 */
export async function throttled(context: BenchContext): Promise<Limited> {
  const runs: (readonly Run[])[] = []
  let peers: readonly PeerRun[] = []
  for (let round = 0; round < context.rounds(2); round += 1) {
    context.note(`B2 ours, round ${round + 1}: three shapes beside each other, about a minute`)
    runs.push(await Promise.all(SHAPES.map((shape) => runPolicy(shape, ours, context.seed + round))))
    if (round === 0) peers = await runPeers(context)
  }
  const comparisons = SHAPES.map((shape, at) => compared(context, shape, columnOf(runs, at)))
  const figures = SHAPES.flatMap((shape, at) => describeOurs(shape, columnOf(runs, at)))
  return { comparisons, figures: [...figures, ...peers.flatMap(describePeer)] }
}

interface PeerRun {
  readonly shape: Shape
  readonly name: string
  readonly run: Run
}

async function runPeers(context: BenchContext): Promise<readonly PeerRun[]> {
  context.note(`B2 peers: nine runs beside each other, at most ${PATIENCE_MS.peers / 1000} s`)
  const runs = SHAPES.flatMap((shape) =>
    PEERS.map(async ([name, policy]) => ({ shape, name, run: await runPolicy(shape, policy, context.seed) })),
  )
  return Promise.all(runs)
}

const columnOf = (runs: readonly (readonly Run[])[], at: number): readonly Run[] => runs.flatMap((row) => row[at] ?? [])

const oraclePace = ({ calls, oracleSeconds }: Shape): number => calls / oracleSeconds

const compared = (context: BenchContext, shape: Shape, runs: readonly Run[]): Comparison =>
  comparisonOf(
    context,
    {
      name: `B2 ${shape.name}`,
      unit: 'calls/s',
      ours: { name: 'the lane of the push engine' },
      peer: { name: 'an oracle that knows the limits' },
      target: { atLeast: 0.95 },
    },
    runs.map(({ pace }) => [pace, oraclePace(shape)] as const),
  )

function describeOurs({ name }: Shape, runs: readonly Run[]): readonly Figure[] {
  const figure = (what: string, of: (run: Run) => number, unit: string, atMost?: number): Figure => ({
    name: `B2 ${name}, ours: ${what}, worst run`,
    value: Math.max(...runs.map(of)),
    unit,
    ...(atMost === undefined ? {} : { target: { atMost } }),
  })
  return [
    figure('calls refused', ({ refused }) => refused * 100, '%', 3),
    figure('calls sent against a refusal', ({ insisted }) => insisted, 'calls', 0),
    figure('calls given up or not done', ({ givenUp, notDone }) => givenUp + notDone, 'calls', 0),
    figure('processor share of the sandbox', ({ serverShare }) => serverShare * 100, '%'),
  ]
}

function describePeer({ shape, name, run }: PeerRun): readonly Figure[] {
  const figure = (what: string, value: number, unit: string): Figure => ({
    name: `B2 ${shape.name}, ${name}: ${what}`,
    value,
    unit,
  })
  return [
    figure('its pace ÷ that of the oracle', run.pace / oraclePace(shape), ''),
    figure('calls refused', run.refused * 100, '%'),
    figure('calls given up', run.givenUp, 'calls'),
    ...(run.notDone > 0 ? [figure(`calls not done after ${PATIENCE_MS.peers / 1000} s`, run.notDone, 'calls')] : []),
  ]
}

async function runPolicy(shape: Shape, policy: Policy, seed: number): Promise<Run> {
  await using sandbox = await startBenchSandbox(['--server-time', `${shape.serverTimeMs},0`])
  const harness = await startAttached(sandbox.info, 0)
  const stop = new AbortController()
  const { connection } = await engineOnSandbox(harness)
  try {
    await control(sandbox.info, '/limits', { ...shape.limits, degreeOfParallelism: 52 })
    // As a push does before its first lead.
    let hints: ServiceHints | null = null
    await connection.d365.whoAmI({ onHints: (said) => (hints = said) })
    const { send, counted } = counting(connection.d365)
    const stopChanges = schedule(sandbox.info, shape.changes ?? [])
    const patience = setTimeout(() => stop.abort(), policy === ours ? PATIENCE_MS.ours : PATIENCE_MS.peers)
    const [startedMs, cpuBefore] = [performance.now(), sandbox.cpuSeconds()]
    await policy(shape.calls, send, { seed, hints, signal: stop.signal })
    const seconds = (performance.now() - startedMs) / 1000
    clearTimeout(patience)
    stopChanges()
    const { sent, done, insisted } = counted()
    const open = shape.calls - done
    const [givenUp, notDone] = stop.signal.aborted ? [0, open] : [open, 0]
    const serverShare = (sandbox.cpuSeconds() - cpuBefore) / seconds
    return { seconds, pace: done / seconds, givenUp, notDone, refused: (sent - done) / sent, insisted, serverShare }
  } finally {
    connection.close()
    await harness.close()
  }
}

/** A call of the real client, and what became of all of them. */
function counting(d365: D365Client): { readonly send: Send; readonly counted: () => typeof calls } {
  const calls = { sent: 0, done: 0, insisted: 0 }
  let silentUntilMs = 0
  const send: Send = async (onHints) => {
    calls.sent += 1
    const isInsisting = performance.now() < silentUntilMs
    const answer = await d365.whoAmI(onHints === undefined ? {} : { onHints })
    if (answer.ok) calls.done += 1
    else if (isInsisting) calls.insisted += 1
    silentUntilMs = Math.max(silentUntilMs, performance.now() + (retryAfterMs(answer) ?? 0))
    return answer
  }
  return { send, counted: () => calls }
}

function schedule(info: SandboxInfo, changes: NonNullable<Shape['changes']>): () => void {
  const timers = changes.map(([ms, limits]) => setTimeout(() => void control(info, '/limits', limits), ms))
  return () => {
    for (const timer of timers) clearTimeout(timer)
  }
}
