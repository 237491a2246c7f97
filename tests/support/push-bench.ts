import { createMemorySecretStore } from '../../src/adapters/keychain/memory-secret-store.ts'
import { openLocalData, type OpenedLocalData } from '../../src/adapters/sqlite/local-data.ts'
import { createActivityRecorder } from '../../src/core/activity/record-activity.ts'
import { createCoreEvents } from '../../src/core/core-events.ts'
import type { CorePorts } from '../../src/core/ports/core-ports.ts'
import { createKnownSecrets } from '../../src/core/ports/known-secrets.ts'
import { createPushEngine } from '../../src/core/push/create-push-engine.ts'
import type { PushEngine } from '../../src/core/push/push-engine.ts'
import type { PushReport, PushRequest } from '../../src/core/push/push-request.ts'
import type { RunDeps } from '../../src/core/runs/run-recorder.ts'
import type { SyncState } from '../../src/shared/model/lead.ts'
import type { Tenant } from '../../src/shared/model/tenant.ts'
import { aLead, aRun, aScope, aTenant, ORGANIZATION_ID, RUN_ID } from './builders.ts'
import { createManualClock, type ManualClock } from './manual-clock.ts'
import { createRecordingLog } from './recording-log.ts'
import { createScriptedD365, type ScriptedD365 } from './scripted-d365.ts'
import { createSeededRandom } from './seeded-random.ts'

export interface PushBench {
  readonly d365: ScriptedD365
  readonly data: OpenedLocalData
  readonly clock: ManualClock
  readonly deps: RunDeps
  readonly engine: PushEngine
  /** Another engine on the same data: the next start. */
  readonly restart: () => PushEngine
  readonly request: (over?: Partial<PushRequest>) => PushRequest
  /** Pushes, and lets time pass until it is done. */
  readonly push: (over?: Partial<PushRequest>) => Promise<PushReport>
  readonly sync: (domain?: string) => SyncState
  readonly eventNames: () => readonly string[]
}

/** What several benches may have in common: the world, and the time in it. */
export interface Shared {
  readonly clock?: ManualClock
  readonly d365?: ScriptedD365
}

/** The real engine on a real database with a scripted D365 and time that a test moves; `acme.example` is there to be pushed. */
export function createPushBench(
  tenant: Tenant = aTenant(),
  data = openLocalData({ path: ':memory:' }),
  { clock = createManualClock(), d365 = createScriptedD365(ORGANIZATION_ID) }: Shared = {},
): PushBench {
  const log = createRecordingLog()
  const unreachable = () => Promise.reject(new Error('not on this bench'))
  const ports: CorePorts = {
    clock,
    random: createSeededRandom(7),
    log,
    data,
    secrets: createMemorySecretStore(),
    knownSecrets: createKnownSecrets(),
    sidecar: { append: () => undefined, read: () => ({ entries: [], brokenLine: null, isMissing: true }) },
    web: { ask: unreachable },
    files: { prepare: unreachable, writeWhole: unreachable },
    logFiles: { newest: unreachable },
    pdfPrinter: { print: unreachable },
    badgeCamera: { take: unreachable },
    systemProxy: { find: () => Promise.resolve(null) },
    sandbox: { info: unreachable },
    reportsDirectory: '',
    recordedBy: { user: 'tester', machine: 'test-machine' },
    appVersion: '0.1.0',
  }
  data.tenants.save(tenant)
  data.runs.save(aRun({ kind: 'scenario', tenantId: tenant.id }))
  data.leads.saveAll([aLead()])
  const events = createCoreEvents(log)
  const record = createActivityRecorder({ ...ports, activity: data.activity, events })
  const deps = { ports, events, record }
  const engine = createPushEngine(deps)
  const request = (over: Partial<PushRequest> = {}): PushRequest => ({
    connection: d365.connect(tenant),
    domain: 'acme.example',
    runId: RUN_ID,
    policy: tenant.existingLeadPolicy,
    context: {},
    ...over,
  })
  return {
    d365,
    data,
    clock,
    deps,
    engine,
    restart: () => createPushEngine(deps),
    request,
    push: (over) => throughTime(clock, engine.push(request(over))),
    sync: (domain = 'acme.example') => data.leads.syncState(aScope({ tenantId: tenant.id }), domain),
    eventNames: () =>
      data.activity
        .list({ limit: 500 })
        .map(({ name }) => name)
        .reverse(),
  }
}

/** Moves time on, a second at a time, until the work is done. */
export async function throughTime<T>(clock: ManualClock, work: Promise<T>): Promise<T> {
  const progress = { isDone: false }
  const notice = () => {
    progress.isDone = true
  }
  work.then(notice, notice)
  for (let seconds = 0; seconds < 100_000; seconds += 1) {
    if (progress.isDone) return work
    await clock.advance(1000)
  }
  throw new Error('Nothing happens any more.')
}
