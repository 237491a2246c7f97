import { hostname, userInfo } from 'node:os'
import type { DataDirectory } from '../adapters/node/data-directory.ts'
import { createDecisionSidecar } from '../adapters/node/decision-sidecar.ts'
import { fileWriter } from '../adapters/node/file-writer.ts'
import { createLogFiles } from '../adapters/node/log-files.ts'
import { plainWeb } from '../adapters/node/plain-web.ts'
import { systemClock } from '../adapters/node/system-clock.ts'
import { systemRandom } from '../adapters/node/system-random.ts'
import type { SoundFile } from '../adapters/sqlite/judge-file.ts'
import { LocalDataUnavailable } from '../adapters/sqlite/local-data-unavailable.ts'
import { openLocalData, type OpenedLocalData } from '../adapters/sqlite/local-data.ts'
import { createCore } from '../core/create-core.ts'
import { ensureSandboxTenant } from '../core/tenants/sandbox-tenant.ts'
import type { CorePorts } from '../core/ports/core-ports.ts'
import type { Core } from '../core/services.ts'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'

/** The database and the core upon it: what is closed and opened anew when a backup is put back. */
export interface Session {
  readonly core: Core
  readonly data: OpenedLocalData
  readonly close: () => Promise<void>
}

/** What outlives a session. */
export interface Surroundings {
  readonly directory: DataDirectory
  readonly isReadOnly: boolean
  readonly nativeBinding: string | null
  readonly ports: Pick<
    CorePorts,
    'log' | 'secrets' | 'knownSecrets' | 'sandbox' | 'systemProxy' | 'pdfPrinter' | 'badgeCamera' | 'appVersion'
  >
}

/** Opens the database (`foundSound`: judged just before) and builds the core upon it. Failures: LocalDataError, Refused `database_too_new`; nothing stays open then. */
export function openSession(
  { directory, isReadOnly, nativeBinding, ports }: Surroundings,
  foundSound: SoundFile | null = null,
): Result<Session, Failure> {
  let data: OpenedLocalData
  try {
    data = openLocalData({
      path: directory.database,
      backupsDirectory: directory.backups,
      isReadOnly,
      nativeBinding,
      foundSound,
    })
  } catch (error) {
    if (error instanceof LocalDataUnavailable) return fail(error.failure)
    throw error
  }
  const corePorts: CorePorts = {
    ...ports,
    clock: systemClock,
    random: systemRandom,
    data,
    sidecar: createDecisionSidecar(directory.sidecar),
    files: fileWriter,
    logFiles: createLogFiles(directory.logs),
    web: plainWeb,
    reportsDirectory: directory.reports,
    recordedBy: { user: userName(), machine: hostname() },
  }
  if (!isReadOnly) ensureSandboxTenant(corePorts)
  const core = createCore(corePorts)
  return ok({
    core,
    data,
    close: async () => {
      await core.close()
      data.close()
    },
  })
}

/** A process without an entry in the user database (a container) has a number and no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}
