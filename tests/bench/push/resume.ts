import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import { compare, type Comparison } from '../../support/bench/compare.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { inOneFile } from './in-one-file.ts'
import { startAttached, startBenchSandbox } from './push-bench-world.ts'

const LEADS = 100_000
const CHILD = join(import.meta.dirname, 'resume-child.ts')
const TWIN = join(import.meta.dirname, 'open-database-child.ts')

/** B8: from the start of a process to the first correct write of a run that was killed with 100,000 leads pending. */
export async function resume(context: BenchContext): Promise<readonly Comparison[]> {
  await using sandbox = await startBenchSandbox(['--no-limits'])
  using folder = makeTempDir('hunter-bench-')
  const dataDir = join(folder.path, 'data')
  // As an installed console starts: its own code in one file, found compiled.
  const child = await inOneFile(CHILD)
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder.path, 'compiled') }
  const first = await startAttached(sandbox.info, LEADS, { dataDir })
  await first.close()
  const argsOf = (program: string) => [program, dataDir, JSON.stringify(sandbox.info)]
  const untilSaid = (program: string) => untilLine(argsOf(program), env)
  await once(start([...argsOf(child), 'once'], env), 'exit')
  return [
    await compare(context, {
      name: `B8 start to first write, ${LEADS} leads pending`,
      unit: 'ms',
      ours: { name: 'recovery without a click', measure: () => untilSaid(child) },
      peer: { name: 'node that opens the database', measure: () => untilSaid(TWIN) },
      rounds: 7,
      target: { atMost: 3 },
    }),
  ]
}

/** Starts the program, waits for its first output, kills it. @returns milliseconds */
async function untilLine(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const startedMs = performance.now()
  const child = start(args, env)
  await once(child.stdout, 'data')
  const ms = performance.now() - startedMs
  child.kill('SIGKILL')
  await once(child, 'exit')
  return ms
}

const start = (args: readonly string[], env: NodeJS.ProcessEnv) =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
