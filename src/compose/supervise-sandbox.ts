import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import { SandboxInfoSchema, type SandboxInfo } from '../shared/model/sandbox-info.ts'

/** A sandbox in a process of its own, however it was started. */
export interface SandboxProcess {
  readonly stdout: Readable
  readonly stderr: Readable
  readonly exited: Promise<void>
  /** Asks it to end; the process may take a moment. */
  readonly stop: () => void
  /** Ends it without asking. */
  readonly kill: () => void
}

export interface RunningSandboxProcess {
  readonly info: SandboxInfo
  readonly exited: Promise<void>
  /** Resolves once the process is gone. */
  readonly stop: () => Promise<void>
}

const START_LIMIT_MS = 20_000
const STOP_LIMIT_MS = 3_000

/** What the process prints when it could not start (docs/cli.md, `sandbox`). */
const ErrorLineSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** Waits for the one line in which a sandbox says where it listens; a process that ends, or stays silent, is a failure in plain words. */
export async function superviseSandbox(process: SandboxProcess): Promise<Result<RunningSandboxProcess, Failure>> {
  const complaint = keepTail(process.stderr)
  const line = await within(START_LIMIT_MS, firstLine(process))
  if (line === null) {
    process.kill()
    return unreachable(`The sandbox did not start. ${complaint()}`.trim())
  }
  const info = SandboxInfoSchema.safeParse(parseJson(line))
  if (!info.success) {
    process.kill()
    return fail(explain(line))
  }
  // Nobody reads on, but a full pipe would stop the process.
  process.stdout.resume()
  return ok({ info: info.data, exited: process.exited, stop: () => stopped(process) })
}

async function stopped(process: SandboxProcess): Promise<void> {
  process.stop()
  if (
    (await within(
      STOP_LIMIT_MS,
      process.exited.then(() => true),
    )) === null
  ) {
    process.kill()
    await process.exited
  }
}

/** A store that another sandbox has is a held directory; whatever else the process complains of, there is no sandbox. */
function explain(line: string): Failure {
  const told = ErrorLineSchema.safeParse(parseJson(line))
  if (!told.success) {
    const message = `The sandbox answered something else: ${line.slice(0, 200)}`
    return { kind: 'Refused', reason: 'sandbox_unreachable', message }
  }
  const { code, message } = told.data.error
  return { kind: 'Refused', reason: code === 'store_held' ? 'directory_held' : 'sandbox_unreachable', message }
}

const unreachable = (message: string) => fail<Failure>({ kind: 'Refused', reason: 'sandbox_unreachable', message })

/** Null when the process ended, or closed its output, without a word. */
function firstLine(process: SandboxProcess): Promise<string | null> {
  const lines = createInterface({ input: process.stdout })
  return new Promise((resolve) => {
    lines.once('line', (line) => {
      resolve(line)
      lines.close()
    })
    lines.once('close', () => resolve(null))
    void process.exited.then(() => resolve(null))
  })
}

/** The last words on standard error, for the sentence that says why there is no sandbox. */
function keepTail(stream: Readable): () => string {
  let tail = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    tail = (tail + chunk).slice(-2_000)
  })
  return () => tail.trim().split('\n').slice(-3).join(' ')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** The promise's value, or null when the time is over first. */
function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(null), ms)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
