import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import { askSandboxControl } from '../../support/ask-sandbox-control.ts'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import { comparisonOf, type Comparison } from '../../support/bench/compare.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { bundled } from './bundled.ts'
import { startAttached, startBenchSandbox } from './push-bench-world.ts'

const LEADS = 100_000
const ROUNDS = 11
const CHILD = join(import.meta.dirname, 'resume-child.ts')
const WORKER = join(import.meta.dirname, '../../../src/adapters/sqlite/judge-file-worker.ts')
const CREATE = '/leads/Microsoft.Dynamics.CRM.CreateMultiple'
const TWIN = join(import.meta.dirname, 'open-database-child.ts')

/** Milliseconds from the start of the process. */
interface Resumed {
  /** Until the first create arrived at the sandbox, which it then answered with success. */
  readonly sentMs: number
  /** Until its row was read back and stored as confirmed. */
  readonly confirmedMs: number
}

/** B8: from the start of a process to the first correct write of a run that was killed with 100,000 leads pending. */
export async function resume(context: BenchContext): Promise<readonly Comparison[]> {
  await using sandbox = await startBenchSandbox(['--no-limits'])
  using folder = makeTempDir('hunter-bench-')
  const dataDir = join(folder.path, 'data')
  // As an installed console starts: bundled, and found compiled.
  const programs = await bundled({ 'resume-child': CHILD, 'judge-file-worker': WORKER })
  const child = join(programs, 'resume-child.js')
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder.path, 'compiled') }
  const first = await startAttached(sandbox.info, LEADS, { dataDir })
  await first.close()
  const argsOf = (program: string) => [program, dataDir, JSON.stringify(sandbox.info)]
  await once(start([...argsOf(child), 'once'], env), 'exit')
  const resumed: Resumed[] = []
  const opened: number[] = []
  for (let round = -1; round < context.rounds(ROUNDS); round += 1) {
    const ours = async () => resumed.push(await untilWritten(sandbox.info, argsOf(child), env))
    const peer = async () => {
      const { ms, child: twin } = await untilLine(argsOf(TWIN), env)
      await killed(twin)
      opened.push(ms)
    }
    for (const measure of round % 2 === 0 ? [ours, peer] : [peer, ours]) await measure()
    context.note(`B8: ${round < 0 ? 'warm-up' : `pair ${round + 1} of ${context.rounds(ROUNDS)}`}`)
  }
  const compared = (what: string, of: (one: Resumed) => number, target?: Comparison['target']): Comparison =>
    comparisonOf(
      context,
      {
        name: `B8 start to ${what}, ${LEADS} leads pending`,
        unit: 'ms',
        ours: { name: 'recovery without a click' },
        peer: { name: 'node that opens the database' },
        ...(target == null ? {} : { target }),
      },
      resumed.map((one, at) => [of(one), opened[at] ?? Number.NaN] as const).slice(1),
    )
  return [
    compared('the first create that arrives', ({ sentMs }) => sentMs, { atMost: 3 }),
    compared('the first confirmed row', ({ confirmedMs }) => confirmedMs),
  ]
}

async function untilWritten(info: SandboxInfo, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Resumed> {
  await askSandboxControl(info, 'DELETE', 'log')
  const { startedAtMs, ms, child } = await untilLine(args, env)
  // The first row confirmed may be one whose answer the last kill cut off, found by asking.
  const create = await firstCreate(info)
  await killed(child)
  return { sentMs: Date.parse(create.at) - create.durationMs - startedAtMs, confirmedMs: ms }
}

async function firstCreate(info: SandboxInfo): Promise<Served> {
  for (;;) {
    const { requests } = (await askSandboxControl(info, 'GET', 'log')) as { readonly requests: readonly Served[] }
    const create = requests.find(({ url, status }) => url.endsWith(CREATE) && status === 200)
    if (create !== undefined) return create
  }
}

/** A request as the sandbox logs it when it has answered. */
interface Served {
  readonly url: string
  readonly status: number | null
  readonly at: string
  readonly durationMs: number
}

/** Starts the program, waits for its first output. `ms` = from the one to the other. */
async function untilLine(args: readonly string[], env: NodeJS.ProcessEnv) {
  const startedAtMs = Date.now()
  const startedMs = performance.now()
  const child = start(args, env)
  const isSaid = await Promise.race([
    once(child.stdout, 'data').then(() => true),
    once(child, 'exit').then(() => false),
  ])
  if (!isSaid) throw new Error('The program ended without a word.')
  return { startedAtMs, ms: performance.now() - startedMs, child }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

const start = (args: readonly string[], env: NodeJS.ProcessEnv) =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
