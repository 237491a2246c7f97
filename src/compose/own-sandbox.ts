import { readFile } from 'node:fs/promises'
import type { Log } from '../core/ports/log.ts'
import type { SandboxHost } from '../core/ports/sandbox-host.ts'
import { ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { RunningSandboxProcess } from './supervise-sandbox.ts'

/** A sandbox host that holds something to let go of. */
export interface ClosableSandboxHost extends SandboxHost {
  readonly close: () => Promise<void>
}

export type LaunchSandbox = () => Promise<Result<RunningSandboxProcess, Failure>>

type Launched = Result<RunningSandboxProcess, Failure>

/**
 * The data directory's own sandbox: started at the first question and once, however many ask at the same time; started again at the
 * next question when it could not start or has ended.
 */
export function createOwnSandbox(launch: LaunchSandbox, log: Log): ClosableSandboxHost {
  let current: Promise<Launched> | null = null

  const forget = (ended: Promise<Launched>): void => {
    if (current === ended) current = null
  }
  const start = (): Promise<Launched> => {
    const starting = launch().then((launched) => {
      if (!launched.ok) {
        log.write('error', 'the sandbox could not start', { failure: launched.failure })
        forget(starting)
        return launched
      }
      void launched.value.exited.then(() => forget(starting))
      return launched
    })
    return starting
  }

  return {
    info: async () => {
      const launched = await (current ??= start())
      if (!launched.ok) return launched
      const { info } = launched.value
      return ok({ ...info, caPem: await readFile(info.caPath, 'utf8'), isShared: false })
    },
    close: async () => {
      const launched = await current
      current = null
      if (launched?.ok) await launched.value.stop()
    },
  }
}
