import type { Log } from '../core/ports/log.ts'
import type { SandboxHost } from '../core/ports/sandbox-host.ts'
import type { CoreEvents } from '../core/core-events.ts'
import type { Answer, Core, PushRecovery } from '../core/services.ts'
import type { AppInfo, Backup } from '../shared/contract/calls.ts'
import type { GateVerification } from '../shared/model/gate.ts'

/** What is known of this process and its data without asking the core. */
export type ConsoleInfo = Pick<AppInfo, 'version' | 'node' | 'sqlite' | 'dataDirectory' | 'keychain' | 'movedAside'>

export interface Backups {
  /** Newest first. */
  readonly list: () => Answer<readonly Backup[]>
  readonly make: () => Answer<Backup>
  /** A copy under a name of the admin's choosing, which must be free; answers the path. */
  readonly writeTo: (file: string) => Answer<string>
  /** Puts a backup in the database's place (which is moved aside, not deleted) and opens everything anew. */
  readonly restore: (name: string) => Answer<GateVerification>
  /** The same for a copy that lies anywhere. */
  readonly restoreFile: (file: string) => Answer<GateVerification>
}

/** A composed console: one data directory, one core. The window and the command line each hold one. */
export interface ConsoleHost {
  /** Read it anew for every use: restoring a backup replaces it. */
  readonly core: Core
  /** The core's events, whichever core is current, and changes that another program made to the database. */
  readonly events: CoreEvents
  readonly info: () => Promise<ConsoleInfo>
  readonly backups: Backups
  readonly log: Log
  readonly sandbox: SandboxHost
  /** Finishes what an earlier process left: open pushes, test leads. Needs the sandbox or the network only where something is left. */
  readonly recover: (
    options?: PushRecovery,
  ) => Answer<{ readonly settled: number; readonly deleted: number; readonly leftBehind: number }>
  /** Waits (bounded) for running work to reach a safe point, then lets go of database, sandbox and lock. */
  readonly close: () => Promise<void>
}
