import { readFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import axios from 'axios'
import { systemRandom } from '../../../src/adapters/node/system-random.ts'
import { compare, comparisonOf, type Comparison } from '../../support/bench/compare.ts'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import type { BenchResult, Figure } from '../../support/bench/bench.ts'
import { quantile } from '../../support/bench/statistics.ts'
import type { HarnessOptions } from '../../support/core-harness.ts'
import { signIn } from '../sandbox-sign-in.ts'
import { saveLeads } from '../../support/weather/weather-world.ts'
import { control, secondsToPush, startAttached, startBenchSandbox } from './push-bench-world.ts'

/** Microsoft's published sample fits 91 ms a call and 9.1 ms a row (a model, not a promise). */
const BASE_MS = 91
const ROW_MS = 9.1
export const BULK_WRITES = 100
const SERVER_TIME = ['--no-limits', '--server-time', `${BASE_MS},${ROW_MS}`]

export interface Width {
  /** What the tenant recommends and the floor uses. */
  readonly atOnce: number
  readonly leads: number
}
const WIDE: Width = { atOnce: 52, leads: 100_000 }
const NARROW: Width = { atOnce: 4, leads: 100_000 }
const SHORT: Width = { atOnce: 4, leads: 4_000 }
const LEADS_OF_THE_LOOP = 40
/** The timer by which the lag is seen rings so often, and its period is part of what it sees. */
const LAG_STEP_MS = 10

/** What nobody can beat: every connection always busy with full batches, and nothing but writes. */
const floorRowsPerSecond = ({ atOnce, leads }: Width): number => {
  const rounds = Math.ceil(Math.ceil(leads / BULK_WRITES) / atOnce)
  return (leads * 1000) / (rounds * (BASE_MS + ROW_MS * BULK_WRITES))
}

const OURS = 'push, outbox on disk, looked up before and read back after'

/** B1: a push that nothing holds up. */
export async function freeFlowing(context: BenchContext): Promise<BenchResult> {
  const [narrow, wide] = [await againstPhysics(context, NARROW), await againstPhysics(context, WIDE)]
  const loop = await compare(context, {
    name: 'B1 free-flowing push against one request after another',
    unit: 'rows/s',
    ours: { name: OURS, measure: () => pushRowsPerSecond(SHORT) },
    peer: { name: 'axios, one create at a time', measure: loopRowsPerSecond },
    rounds: 2,
    target: { atLeast: 9 },
  })
  return { comparisons: [narrow.comparison, wide.comparison, loop], figures: [...narrow.figures, ...wide.figures] }
}

/** Physics needs no measuring, and a run of many seconds no warming up. */
async function againstPhysics(
  context: BenchContext,
  width: Width,
): Promise<{ readonly comparison: Comparison; readonly figures: readonly Figure[] }> {
  const name = `B1 free-flowing push, ${width.atOnce} at once, against physics`
  const runs: Pushed[] = []
  for (let round = 0; round < context.rounds(2); round += 1) {
    runs.push(await pushOnce(width))
    context.note(`${name}: run ${round + 1}`)
  }
  const pairs = runs.map(({ rowsPerSecond }) => [rowsPerSecond, floorRowsPerSecond(width)] as const)
  const floor = `${width.atOnce} connections always writing ${BULK_WRITES} rows a call, and nothing else`
  const sides = { ours: { name: OURS }, peer: { name: floor } }
  const comparison = comparisonOf(context, { name, unit: 'rows/s', ...sides, target: { atLeast: 0.97 } }, pairs)
  return { comparison, figures: effortOf(width, runs) }
}

/** What holds on a loaded machine too: processor time is not shared, and a lag is the longer for it. */
function effortOf({ atOnce }: Width, runs: readonly Pushed[]): readonly Figure[] {
  const middle = (values: readonly number[]) => quantile(values, 0.5)
  return [
    {
      name: `B1 processor time of the engine's process per lead, ${atOnce} at once`,
      value: middle(runs.map(({ processorMs }) => processorMs)),
      unit: 'ms',
    },
    {
      name: `B1 lag of the event loop, ${atOnce} at once, 99th percentile`,
      value: middle(runs.map(({ lagMs }) => lagMs)),
      unit: 'ms',
      target: { atMost: 50 },
    },
  ]
}

interface Pushed {
  readonly rowsPerSecond: number
  /** Of all threads of this process, per lead. */
  readonly processorMs: number
  /** 99th percentile. */
  readonly lagMs: number
}

/** A push of so many leads to a sandbox that takes as long as the model says. `wrapData` puts something before its local data. */
export const pushRowsPerSecond = async (width: Width, wrapData?: HarnessOptions['wrapData']): Promise<number> =>
  (await pushOnce(width, wrapData)).rowsPerSecond

async function pushOnce(
  { atOnce, leads }: Width,
  wrapData: NonNullable<HarnessOptions['wrapData']> = (data) => data,
): Promise<Pushed> {
  await using sandbox = await startBenchSandbox(SERVER_TIME)
  await control(sandbox.info, '/limits', { degreeOfParallelism: atOnce })
  const harness = await startAttached(sandbox.info, 0, { wrapData, random: systemRandom })
  // As every tenant has before its leads are pushed for the first time.
  const tested = await harness.core.tenants.test(harness.tenant.id)
  if (!tested.ok) throw new Error(tested.failure.message)
  saveLeads(harness, leads)
  const lag = monitorEventLoopDelay({ resolution: LAG_STEP_MS })
  lag.enable()
  const before = process.cpuUsage()
  try {
    const seconds = await secondsToPush(harness, leads)
    const { user, system } = process.cpuUsage(before)
    const lagMs = Math.max(0, lag.percentile(99) / 1e6 - LAG_STEP_MS)
    return { rowsPerSecond: leads / seconds, processorMs: (user + system) / 1000 / leads, lagMs }
  } finally {
    lag.disable()
    await harness.close()
  }
}

async function loopRowsPerSecond(): Promise<number> {
  await using sandbox = await startBenchSandbox(SERVER_TIME)
  const client = axios.create({
    baseURL: `${sandbox.info.baseUrl}/api/data/v9.2/`,
    httpsAgent: new Agent({ keepAlive: true, ca: readFileSync(sandbox.info.caPath) }),
    headers: { Authorization: `Bearer ${await signIn(sandbox.info)}` },
  })
  const startedMs = performance.now()
  for (let lead = 0; lead < LEADS_OF_THE_LOOP; lead += 1)
    await client.post('leads', { subject: `Hunter: loop${lead}.example` })
  return (LEADS_OF_THE_LOOP * 1000) / (performance.now() - startedMs)
}
