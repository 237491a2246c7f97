import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A server in a Node process of its own, for as long as it is held. */
export interface ChildServer<T> extends AsyncDisposable {
  /** What it printed as its first line. */
  readonly info: T
  /** Milliseconds from the start of the process to that line. */
  readonly startedInMs: number
  /** Processor seconds used so far by all its threads; `NaN` where the system does not tell (only Linux does). */
  cpuSeconds(): number
  /** Memory in use by the process; `NaN` where the system does not tell. */
  residentMb(): number
}

/** Starts `node …args` and waits for its first line, which must be JSON. Its errors go to this process's standard error. */
export async function startChildServer<T>(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ChildServer<T>> {
  const startedMs = performance.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const line = await firstLine(createInterface({ input: child.stdout }))
  return {
    info: JSON.parse(line) as T,
    startedInMs: performance.now() - startedMs,
    cpuSeconds: () => readProcess(child.pid, 'stat', readCpuSeconds),
    residentMb: () => readProcess(child.pid, 'status', readResidentMb),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}

async function firstLine(lines: AsyncIterable<string>): Promise<string> {
  for await (const line of lines) return line
  throw new Error('The server ended before its first line.')
}

function readProcess(pid: number | undefined, file: string, read: (text: string) => number): number {
  try {
    return read(readFileSync(`/proc/${pid}/${file}`, 'utf8'))
  } catch {
    return Number.NaN
  }
}

/** Linux counts in hundredths of a second on every common configuration (proc(5), `utime` and `stime`). */
function readCpuSeconds(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

const readResidentMb = (status: string): number => Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024
