import { createMemorySecretStore } from '../../src/adapters/keychain/memory-secret-store.ts'
import { openLocalData } from '../../src/adapters/sqlite/local-data.ts'
import { createActivityRecorder } from '../../src/core/activity/record-activity.ts'
import { createCoreEvents } from '../../src/core/core-events.ts'
import type { CorePorts } from '../../src/core/ports/core-ports.ts'
import { noPdfPrinter } from '../../src/core/reports/no-pdf-printer.ts'
import { noBadgeCamera } from '../../src/core/scenarios/no-badge-camera.ts'
import { createKnownSecrets } from '../../src/core/ports/known-secrets.ts'
import type { RunDeps } from '../../src/core/runs/run-recorder.ts'
import type { Tenant } from '../../src/shared/model/tenant.ts'
import { AT, aTenant } from './builders.ts'
import { createManualClock } from './manual-clock.ts'
import { createRecordingLog } from './recording-log.ts'
import { createSeededRandom } from './seeded-random.ts'

const notAsked = (what: string) => () => Promise.reject(new Error(`This test asks for no ${what}.`))

/** The core's ports for a test of one room: real SQLite in memory with one tenant, time that stands still, nothing outside the process. */
export function aCorePorts(over: Partial<CorePorts> = {}, tenant: Partial<Tenant> = {}): CorePorts {
  const data = over.data ?? openLocalData({ path: ':memory:' })
  const first = aTenant(tenant)
  data.tenants.save(first)
  data.tenants.setActive(first.id)
  return {
    clock: createManualClock(AT),
    random: createSeededRandom(7),
    log: createRecordingLog(),
    logFiles: { newest: () => Promise.resolve([]) },
    secrets: createMemorySecretStore(),
    knownSecrets: createKnownSecrets(),
    sidecar: { append: () => undefined, read: () => ({ entries: [], brokenLine: null, isMissing: true }) },
    web: { ask: notAsked('web page') },
    files: { prepare: notAsked('file'), writeWhole: notAsked('file') },
    pdfPrinter: noPdfPrinter,
    badgeCamera: noBadgeCamera,
    sandbox: { info: notAsked('sandbox') },
    systemProxy: { find: () => Promise.resolve(null) },
    reportsDirectory: '',
    recordedBy: { user: 'tester', machine: 'test-machine' },
    appVersion: '0.1.0',
    ...over,
    data,
  }
}

/** What `createCore` hands to every service. */
export function aCoreBase(ports: CorePorts): RunDeps {
  const events = createCoreEvents(ports.log)
  return { ports, events, record: createActivityRecorder({ ...ports, activity: ports.data.activity, events }) }
}
