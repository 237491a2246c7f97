import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import { compare, type Comparison } from '../../support/bench/compare.ts'
import { quantile } from '../../support/bench/statistics.ts'
import { engineOnSandbox } from '../../support/engine-on-sandbox.ts'
import { createSeededRandom } from '../../support/seeded-random.ts'
import { signIn } from '../sandbox-sign-in.ts'
import { startAttached, startBenchSandbox } from './push-bench-world.ts'

const SERVER_MS = 100
const CALLS_PER_PLACE = 12

/** B3: what the client adds to a single create. */
export async function addedLatency(context: BenchContext): Promise<readonly Comparison[]> {
  await using sandbox = await startBenchSandbox(['--no-limits', '--server-time', `${SERVER_MS},0`])
  const harness = await startAttached(sandbox.info, 0)
  const { connection } = await engineOnSandbox(harness)
  const random = createSeededRandom(context.seed)
  const bare = await bareClient(sandbox.info)
  const body = { subject: 'Hunter: latency.example', companyname: 'Latency A.Ş.' }
  try {
    const comparisons: Comparison[] = []
    for (const [places, atMost] of [
      [8, 1.05],
      [52, 1.1],
    ] as const)
      comparisons.push(
        await compare(context, {
          name: `B3 single create, ${places} at once, 95th percentile`,
          unit: 'ms',
          ours: {
            name: 'the D365 client',
            measure: () => p95(places, () => connection.d365.createLead(random.uuid(), body)),
          },
          peer: {
            name: 'bare node:https with keep-alive',
            measure: () => p95(places, () => bare.create(random.uuid(), body)),
          },
          rounds: 7,
          target: { atMost },
        }),
      )
    return comparisons
  } finally {
    bare.close()
    connection.close()
    await harness.close()
  }
}

async function p95(places: number, call: () => Promise<unknown>): Promise<number> {
  const durations: number[] = []
  const place = async () => {
    for (let count = 0; count < CALLS_PER_PLACE; count += 1) {
      const startedMs = performance.now()
      await call()
      durations.push(performance.now() - startedMs)
    }
  }
  await Promise.all(Array.from({ length: places }, place))
  return quantile(durations, 0.95)
}

async function bareClient(info: SandboxInfo) {
  const agent = new Agent({ keepAlive: true, maxSockets: 52, ca: readFileSync(info.caPath) })
  const headers = {
    Authorization: `Bearer ${await signIn(info)}`,
    'Content-Type': 'application/json',
    'If-None-Match': '*',
  }
  return {
    create: (id: string, body: object): Promise<void> =>
      new Promise((resolve, reject) => {
        const asked = request(
          `${info.baseUrl}/api/data/v9.2/leads(${id})`,
          { method: 'PATCH', agent, headers },
          (response) => response.resume().once('end', resolve),
        )
        asked.once('error', reject)
        asked.end(JSON.stringify(body))
      }),
    close: () => agent.destroy(),
  }
}
