import type { FileLog } from '../adapters/node/file-log.ts'
import type { LockHolder } from '../adapters/sqlite/directory-lock.ts'
import { createCoreEvents, type CoreEventHub } from '../core/core-events.ts'
import type { Core, PushRecovery } from '../core/services.ts'
import { ok } from '../shared/lib/result.ts'
import { createConsoleBackups } from './console-backups.ts'
import type { ConsoleHost, ConsoleInfo } from './console-host.ts'
import { openSession, type Session, type Surroundings } from './open-session.ts'
import type { ClosableSandboxHost } from './own-sandbox.ts'

interface Parts {
  readonly surroundings: Surroundings
  readonly log: FileLog
  readonly sandbox: ClosableSandboxHost
  readonly session: Session
  readonly kind: LockHolder['kind']
  /** Lets go of the directory's lock. */
  readonly release: () => void
}

export function createConsoleHost(parts: Parts): ConsoleHost {
  const { surroundings, log, sandbox, release, kind } = parts
  const events = createCoreEvents(log)
  let session = parts.session
  let unfollow = follow(session, events, kind)

  const backups = createConsoleBackups({
    directory: surroundings.directory,
    nativeBinding: surroundings.nativeBinding,
    data: () => session.data,
    core: () => session.core,
    log,
    // The session is down while the files change places, and up again whatever came of it.
    whileClosed: async (work) => {
      unfollow()
      await session.close()
      const answer = work()
      const reopened = openSession(surroundings)
      if (!reopened.ok) return reopened
      session = reopened.value
      unfollow = follow(session, events, kind)
      return answer
    },
  })
  const daily = surroundings.isReadOnly ? null : backups.startDaily()

  return {
    get core(): Core {
      return session.core
    },
    log,
    events,
    sandbox,
    info: () => describe(surroundings, session),
    backups,
    recover: (options) => recover(session.core, log, options),
    close: async () => {
      await daily?.stop()
      unfollow()
      await session.close()
      await sandbox.close()
      release()
      log.close()
    },
  }
}

/** Passes the session's events on; in the window also tells when another program changed the database. */
function follow({ core, data }: Session, events: CoreEventHub, kind: LockHolder['kind']): () => void {
  const stop = core.events.subscribe(events.emit)
  const unwatch =
    kind === 'window' ? data.watchExternalChanges(() => events.emit({ type: 'leads-changed' })) : () => undefined
  return () => {
    stop()
    unwatch()
  }
}

/** Finishes what an earlier process left: pushes first, then the test leads of scenarios. */
async function recover(core: Core, log: FileLog, options: PushRecovery = {}): ReturnType<ConsoleHost['recover']> {
  const pushes = await core.push.recover(options)
  const testLeads = await core.scenarios.recover(options.signal)
  const evidence = await core.runs.tidy()
  log.write('info', 'what an earlier process left was looked at', { pushes, testLeads, evidence })
  if (!pushes.ok) return pushes
  return testLeads.ok ? ok({ settled: pushes.value.settled, ...testLeads.value }) : testLeads
}

async function describe({ directory, ports }: Surroundings, { data }: Session): Promise<ConsoleInfo> {
  return {
    version: ports.appVersion,
    node: process.versions.node,
    sqlite: data.sqliteVersion,
    dataDirectory: directory.root,
    keychain: await ports.secrets.availability(),
    movedAside: data.movedAside,
  }
}
