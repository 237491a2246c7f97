import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createMemorySecretStore } from '../../src/adapters/keychain/memory-secret-store.ts'
import { prepareDataDirectory, type DataDirectory } from '../../src/adapters/node/data-directory.ts'
import { createDecisionSidecar } from '../../src/adapters/node/decision-sidecar.ts'
import { fileWriter } from '../../src/adapters/node/file-writer.ts'
import { createLogFiles } from '../../src/adapters/node/log-files.ts'
import { plainWeb } from '../../src/adapters/node/plain-web.ts'
import { systemClock } from '../../src/adapters/node/system-clock.ts'
import { openLocalData, type OpenedLocalData } from '../../src/adapters/sqlite/local-data.ts'
import { createCore } from '../../src/core/create-core.ts'
import type { Clock } from '../../src/core/ports/clock.ts'
import type { CorePorts } from '../../src/core/ports/core-ports.ts'
import { noPdfPrinter } from '../../src/core/reports/no-pdf-printer.ts'
import { noBadgeCamera } from '../../src/core/scenarios/no-badge-camera.ts'
import { createKnownSecrets } from '../../src/core/ports/known-secrets.ts'
import type { Random } from '../../src/core/ports/random.ts'
import type { SecretStore } from '../../src/core/ports/secret-store.ts'
import type { Core } from '../../src/core/services.ts'
import { ensureSandboxTenant } from '../../src/core/tenants/sandbox-tenant.ts'
import type { RunningSandbox, SandboxOptions } from '../../src/sandbox/sandbox-types.ts'
import { ok } from '../../src/shared/lib/result.ts'
import type { Tenant } from '../../src/shared/model/tenant.ts'
import { createRecordingLog, type RecordingLog } from './recording-log.ts'
import { createSeededRandom } from './seeded-random.ts'
import { makeTempDir } from './temp-dir.ts'

export interface HarnessOptions {
  /** What the harness's own sandbox differs in; it lives in memory, on a free port, with its control functions. */
  readonly sandbox?: Partial<SandboxOptions>
  /** A sandbox that several harnesses share; its starter closes it. */
  readonly attachTo?: RunningSandbox
  /** A directory to go on with (a second start); the harness's own temporary one is removed on close, this one stays. */
  readonly dataDir?: string
  readonly secrets?: SecretStore
  readonly clock?: Clock
  /** Of its own each time unless said: ids made by an earlier start on the same directory must not come again. */
  readonly random?: Random
  /** Puts something between the core and its local data. */
  readonly wrapData?: (data: OpenedLocalData) => OpenedLocalData
}

export interface Harness {
  readonly core: Core
  readonly ports: CorePorts
  readonly data: OpenedLocalData
  readonly log: RecordingLog
  readonly sandbox: RunningSandbox
  /** The sandbox tenant, as created at a first start. */
  readonly tenant: Tenant
  readonly dataDir: string
  readonly directory: DataDirectory
  /** Core, database, own sandbox, own directory; in that order. */
  readonly close: () => Promise<void>
}

/** The real core on a real database and a real sandbox over HTTPS; only the keychain is memory unless given. */
export async function startHarness(options: HarnessOptions = {}): Promise<Harness> {
  const temporary = options.dataDir === undefined ? makeTempDir() : null
  const directory = prepareDataDirectory(options.dataDir ?? temporary?.path ?? '')
  const sandbox = options.attachTo ?? (await startOwnSandbox(options.sandbox))
  const clock = options.clock ?? systemClock
  const data = openData(options, directory, clock)
  const log = createRecordingLog()
  const ports: CorePorts = {
    clock,
    random: options.random ?? createSeededRandom(randomInt(2 ** 32)),
    log,
    data,
    secrets: options.secrets ?? createMemorySecretStore(),
    knownSecrets: createKnownSecrets(),
    sidecar: createDecisionSidecar(directory.sidecar),
    files: fileWriter,
    logFiles: createLogFiles(directory.logs),
    web: plainWeb,
    pdfPrinter: noPdfPrinter,
    badgeCamera: noBadgeCamera,
    sandbox: {
      info: () => {
        const caPem = readFileSync(sandbox.info.caPath, 'utf8')
        return Promise.resolve(ok({ ...sandbox.info, caPem, isShared: options.attachTo !== undefined }))
      },
    },
    systemProxy: { find: () => Promise.resolve(null) },
    reportsDirectory: directory.reports,
    recordedBy: { user: 'tester', machine: 'test-machine' },
    appVersion: '0.1.0',
  }
  const tenant = ensureSandboxTenant(ports)
  const core = createCore(ports)
  return {
    core,
    ports,
    data,
    log,
    sandbox,
    tenant,
    dataDir: directory.root,
    directory,
    close: async () => {
      await core.close()
      data.close()
      if (options.attachTo === undefined) await sandbox.close()
      temporary?.remove()
    },
  }
}

/** Loaded where it is needed: a process that attaches to a sandbox elsewhere starts as fast as the console itself. */
async function startOwnSandbox(differing: HarnessOptions['sandbox']): Promise<RunningSandbox> {
  const { startSandbox } = await import('../../src/sandbox/start-sandbox.ts')
  return startSandbox({ storeDir: null, control: true, ...differing })
}

function openData({ wrapData }: HarnessOptions, directory: DataDirectory, clock: Clock): OpenedLocalData {
  const data = openLocalData({ path: directory.database, backupsDirectory: directory.backups, now: clock.now })
  return wrapData?.(data) ?? data
}
