import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { SANDBOX_ENTRY } from '../compose/sandbox-child.ts'
import { EXIT, type ExitCode } from './exit-code.ts'
import { plain } from './format-table.ts'
import type { Terminal } from './terminal.ts'

interface Surroundings {
  readonly terminal: Terminal
  /** Ends the sandbox. */
  readonly signal: AbortSignal
  readonly isJson: boolean
}

const ErrorLineSchema = z.object({ error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }) })
const CODES: readonly ExitCode[] = Object.values(EXIT)

/** Runs the sandbox in a process of its own, passes its one line on, and resolves with its exit code once it has ended. */
export function runSandbox(args: readonly string[], { terminal, signal, isJson }: Surroundings): Promise<ExitCode> {
  const child = spawn(
    process.execPath,
    [SANDBOX_ENTRY, ...args, '--exit-with-parent', ...(isJson ? ['--json'] : [])],
    // Its standard input stays open as long as this process lives, so that it never outlives it.
    { stdio: ['pipe', 'pipe', 'inherit'], detached: process.platform !== 'win32', windowsHide: true },
  )
  child.stdin.on('error', () => undefined)
  const stop = (): void => void child.kill('SIGTERM')
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()

  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = isJson ? null : errorIn(line)
    if (told === null) terminal.stdout.write(`${line}\n`)
    else terminal.stderr.write(`${plain(told.message)} (${told.code})\n${plain(told.remedy)}\n`)
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(CODES.find((known) => known === code) ?? EXIT.internal))
  })
}

function errorIn(line: string): z.infer<typeof ErrorLineSchema>['error'] | null {
  try {
    const told = ErrorLineSchema.safeParse(JSON.parse(line))
    return told.success ? told.data.error : null
  } catch {
    return null
  }
}
