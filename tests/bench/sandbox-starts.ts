import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { startChildServer } from '../support/bench/child-server.ts'
import { compare, type Comparison, type Side } from '../support/bench/compare.ts'
import type { BenchContext } from '../support/bench/bench-context.ts'
import type { Figure } from '../support/bench/bench.ts'
import type { LoadTarget } from '../support/bench/https-load.ts'

const sandboxEntry = join(import.meta.dirname, '../../src/sandbox/sandbox-process.ts')
const echoEntry = join(import.meta.dirname, 'echo-server-child.ts')
/** Nothing is found compiled and nothing is kept compiled, whatever this process was started with. */
const cold = { NODE_COMPILE_CACHE: undefined, NODE_DISABLE_COMPILE_CACHE: '1' }

/** How long the sandbox takes to its announced line, and to its first answer, below `folder`. */
export async function compareStarts(
  context: BenchContext,
  folder: string,
): Promise<{ readonly comparisons: readonly Comparison[]; readonly figures: readonly Figure[] }> {
  const compiled = { NODE_COMPILE_CACHE: join(folder, 'compiled') }
  const existing = join(folder, 'existing')
  let stores = 0
  const freshStore = (): string => join(folder, `fresh-${(stores += 1)}`)
  const comparisons = [
    await compareStart(
      context,
      { name: 'start, code found compiled', atMost: 3 },
      sides(compiled, () => existing),
    ),
    await compareStart(
      context,
      { name: 'cold start, existing store', atMost: 5 },
      sides(cold, () => existing),
    ),
    await compareStart(context, { name: 'cold start, fresh store', atMost: 5 }, sides(cold, freshStore)),
  ]
  const answer = await compare(context, {
    name: 'cold start to the first answer, existing store',
    unit: 'ms',
    ours: { name: 'sandbox', measure: () => startToAnswer([sandboxEntry, '--json', '--store', existing]) },
    peer: { name: 'bare node:https server with its certificate', measure: () => startToAnswer([echoEntry]) },
    rounds: 11,
  })
  const figures = comparisons.slice(1).map(({ name, ours }) => ({
    name: `${name}: median to the announced line`,
    value: ours.median,
    unit: 'ms',
    target: { atMost: 300 },
  }))
  return { comparisons: [...comparisons, answer], figures }
}

const sides = (env: NodeJS.ProcessEnv, store: () => string): { readonly ours: Side; readonly peer: Side } => {
  const start = async (args: readonly string[]): Promise<number> => {
    await using child = await startChildServer<unknown>(args, env)
    return child.startedInMs
  }
  return {
    ours: { name: 'sandbox', measure: () => start([sandboxEntry, '--json', '--store', store()]) },
    peer: { name: 'bare node:https server with its certificate', measure: () => start([echoEntry]) },
  }
}

const compareStart = (
  context: BenchContext,
  { name, atMost }: { readonly name: string; readonly atMost: number },
  between: { readonly ours: Side; readonly peer: Side },
): Promise<Comparison> =>
  compare(context, { name: `${name}, to the first line`, unit: 'ms', ...between, rounds: 11, target: { atMost } })

/** From the start of the process to the first byte of an answer. */
async function startToAnswer(args: readonly string[]): Promise<number> {
  await using child = await startChildServer<LoadTarget>(args, cold)
  const announcedMs = performance.now()
  await firstAnswer(child.info)
  return child.startedInMs + performance.now() - announcedMs
}

const firstAnswer = ({ baseUrl, caPath }: LoadTarget): Promise<void> =>
  new Promise((resolve, reject) => {
    const asked = request(`${baseUrl}/api/data/v9.2/WhoAmI`, { ca: readFileSync(caPath), agent: false }, (answer) => {
      answer.resume()
      resolve()
    })
    asked.once('error', reject)
    asked.end()
  })
