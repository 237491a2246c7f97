import { spawn, type ChildProcess } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { SandboxControl } from '../../../src/sandbox/faults/sandbox-control.ts'
import type { RunningSandbox, SandboxOptions } from '../../../src/sandbox/sandbox-types.ts'
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts'
import { startHarness, type Harness } from '../core-harness.ts'
import { makeTempDir } from '../temp-dir.ts'
import { judge, saveLeads } from './weather-world.ts'
import type { Notes } from './trial.ts'

const ENTRY = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'index.ts')

export interface EndedProcess {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export interface PushProcess {
  readonly child: ChildProcess
  readonly ended: Promise<EndedProcess>
}

/** A sandbox, and data directories on which real processes push. */
export interface ProcessWorld {
  readonly dataDir: string
  readonly sandbox: RunningSandbox
  readonly control: SandboxControl
  /** The command line, pushing everything; on the world's own directory unless another path is given. */
  readonly startPush: (dataDir?: string) => PushProcess
}

/** Opens a world with leads in a data directory that no process holds, and closes it whatever became of `body`. */
export async function inProcessWorld<T>(
  { leads, ...options }: Partial<SandboxOptions> & { readonly leads: number },
  body: (world: ProcessWorld) => Promise<T>,
): Promise<T> {
  using folder = makeTempDir('hunter-weather-')
  const sandbox = await startSandbox({ storeDir: null, control: true, ...options })
  const started = new Set<ChildProcess>()
  try {
    const file = join(folder.path, 'sandbox.json')
    writeFileSync(file, JSON.stringify(sandbox.info))
    const dataDir = join(folder.path, 'data')
    const first = await startHarness({ attachTo: sandbox, dataDir })
    saveLeads(first, leads)
    await first.close()
    const { control } = sandbox
    if (control === null) throw new Error('The sandbox has no control functions.')
    const startPush = (on = dataDir): PushProcess => {
      const push = start(['push', '--tenant', 'sandbox', '--all', '--json', '--data-dir', on, '--sandbox', file])
      started.add(push.child)
      return push
    }
    return await body({ dataDir, sandbox, control, startPush })
  } finally {
    for (const child of started) child.kill('SIGKILL')
    await sandbox.close()
  }
}

function start(args: readonly string[]): PushProcess {
  const child = spawn(process.execPath, [ENTRY, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const out = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text))
  const ended = new Promise<EndedProcess>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve({ ...out, code, signal }))
  })
  return { child, ended }
}

/** Until `holds`, or the process has ended; answers whether it held. */
export async function untilSeen(holds: () => boolean, { child }: PushProcess): Promise<boolean> {
  while (!holds()) {
    if (child.exitCode !== null || child.signalCode !== null) return false
    await wait(1)
  }
  return true
}

/** What a fresh start finds in the directory, against the sandbox: everything there once, nothing sent again without need. */
export async function noteEnd(notes: Notes, world: ProcessWorld, expected: number): Promise<void> {
  const { control } = world
  await inData(world, (harness) => {
    notes.expectSame('attempts still open', harness.data.attempts.listOpen().length, 0)
    notes.expectSame('verdict', judge(harness, control), { lost: [], duplicated: [], unexpected: [] })
    notes.expectSame('rows in D365', control.countLeads(), expected)
  })
}

/** Looks into the data directory as a fresh start would find it. */
export async function inData<T>(
  { dataDir, sandbox }: ProcessWorld,
  look: (harness: Harness) => Promise<T> | T,
): Promise<T> {
  const harness = await startHarness({ attachTo: sandbox, dataDir })
  try {
    return await look(harness)
  } finally {
    await harness.close()
  }
}
