import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

export interface CommandRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Standard output as the one JSON document it must be; throws where it is not. */
  readonly json: () => unknown
}

export interface CommandOptions {
  readonly dataDir: string
  readonly env?: Readonly<Record<string, string>>
  readonly stdin?: string
}

const ENTRY = join(import.meta.dirname, '..', '..', 'src', 'cli', 'index.ts')

function startCommandLine(args: readonly string[], { dataDir, env, stdin }: CommandOptions): ChildProcess {
  const child = spawn(process.execPath, [ENTRY, ...args], {
    env: { ...process.env, HUNTER_CONSOLE_DATA: dataDir, NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.end(stdin ?? '')
  return child
}

/** Runs the real command line to its end. */
export async function runCommandLine(args: readonly string[], options: CommandOptions): Promise<CommandRun> {
  const child = startCommandLine(args, options)
  const out = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (out.stderr += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  return { ...out, code, json: () => JSON.parse(out.stdout) as unknown }
}
