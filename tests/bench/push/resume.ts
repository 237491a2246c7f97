import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { SandboxInfo } from '../../../src/sandbox/sandbox-types.ts'
import type { BenchContext } from '../../support/bench/bench-context.ts'
import { compare, type Comparison } from '../../support/bench/compare.ts'
import { makeTempDir } from '../../support/temp-dir.ts'
import { startAttached, startBenchSandbox } from './push-bench-world.ts'

const LEADS = 100_000
const CHILD = join(import.meta.dirname, 'resume-child.ts')
const TWIN = join(import.meta.dirname, 'open-database-child.ts')

/** B8: from the start of a process to the first correct write of a run that was killed with 100,000 leads pending. */
export async function resume(context: BenchContext): Promise<readonly Comparison[]> {
  await using sandbox = await startBenchSandbox(['--no-limits'])
  using folder = makeTempDir('hunter-bench-')
  const dataDir = join(folder.path, 'data')
  const first = await startAttached(sandbox.info, LEADS, { dataDir })
  await first.close()
  await untilLine(CHILD, dataDir, sandbox.info)
  return [
    await compare(context, {
      name: `B8 start to first write, ${LEADS} leads pending`,
      unit: 'ms',
      ours: { name: 'recovery without a click', measure: () => untilLine(CHILD, dataDir, sandbox.info) },
      peer: { name: 'node that opens the database', measure: () => untilLine(TWIN, dataDir, sandbox.info) },
      rounds: 9,
      target: { atMost: 3 },
    }),
  ]
}

/** Starts the program, waits for its first output, kills it. @returns milliseconds */
async function untilLine(program: string, dataDir: string, info: SandboxInfo): Promise<number> {
  const startedMs = performance.now()
  const args = ['--disable-warning=ExperimentalWarning', program, dataDir, JSON.stringify(info)]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  const ms = performance.now() - startedMs
  child.kill('SIGKILL')
  await once(child, 'exit')
  return ms
}
