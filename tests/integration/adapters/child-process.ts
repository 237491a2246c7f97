import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/** A Node process of its own that runs a script of these tests. */
export function spawnScript(script: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
}

export interface Lines {
  /** The next line the child prints; rejects when it ends instead. */
  readonly next: () => Promise<string>
  /** Every line it printed until its end, those already taken left out. */
  readonly rest: () => Promise<readonly string[]>
}

export function linesOf(child: ChildProcess): Lines {
  if (child.stdout === null) throw new Error('The child has no standard output to read.')
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    next: async () => {
      const line = await lines.next()
      if (line.done === true) throw new Error('The child ended before it said more.')
      return line.value
    },
    rest: async () => {
      const rest: string[] = []
      for (let line = await lines.next(); line.done !== true; line = await lines.next()) rest.push(line.value)
      return rest
    },
  }
}

/** As a crash would end it; nothing of the process gets to clean up. */
export async function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}
