import { createMemorySecretStore } from '../../../../src/adapters/keychain/memory-secret-store.ts'
import { openLocalData } from '../../../../src/adapters/sqlite/local-data.ts'
import { createActivityRecorder } from '../../../../src/core/activity/record-activity.ts'
import { createCoreEvents } from '../../../../src/core/core-events.ts'
import type { CorePorts } from '../../../../src/core/ports/core-ports.ts'
import { createKnownSecrets } from '../../../../src/core/ports/known-secrets.ts'
import { createPushEngine } from '../../../../src/core/push/create-push-engine.ts'
import { createGateService } from '../../../../src/core/gate/gate-service.ts'
import { createScenarioService } from '../../../../src/core/scenarios/scenario-service.ts'
import { createProdLock, type ProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import type { GateService, ScenarioService } from '../../../../src/core/services.ts'
import type { ScenarioId, ScenarioRunResult } from '../../../../src/shared/model/scenario.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { AT, aTenant } from '../../../support/builders.ts'
import { createCompressedClock } from '../../../support/compressed-clock.ts'
import { createFakeD365, fakeConnections, type Misbehaviour, type Rows } from '../../../support/fake-d365.ts'
import { createRecordingLog } from '../../../support/recording-log.ts'
import { createSeededRandom } from '../../../support/seeded-random.ts'

export interface Bench {
  readonly ports: CorePorts
  readonly rows: Rows
  readonly tenant: Tenant
  readonly scenarios: ScenarioService
  readonly gate: GateService
  readonly prodLock: ProdLock
  readonly run: (...ids: ScenarioId[]) => Promise<ScenarioRunResult>
}

/** The scenarios on the product's own engine and a real database, against an organisation that misbehaves as told. */
export function aBench(misbehave?: Misbehaviour, over: Partial<Tenant> = {}): Bench {
  const { client, rows } = createFakeD365(misbehave)
  const tenant = aTenant(over)
  const data = openLocalData({ path: ':memory:' })
  data.tenants.save(tenant)
  data.tenants.setActive(tenant.id)
  const ports: CorePorts = {
    // Retries of the engine wait minutes; a minute here takes some ten milliseconds.
    clock: createCompressedClock(6_000, Date.parse(AT)),
    random: createSeededRandom(7),
    log: createRecordingLog(),
    data,
    secrets: createMemorySecretStore(),
    knownSecrets: createKnownSecrets(),
    sidecar: { append: () => undefined, read: () => ({ entries: [], brokenLine: null, isMissing: true }) },
    files: { writeWhole: (directory, name) => Promise.resolve(`${directory}/${name}`) },
    sandbox: { info: () => Promise.reject(new Error('There is no sandbox here.')) },
    reportsDirectory: '/nowhere',
    recordedBy: { user: 'tester', machine: 'test-machine' },
    appVersion: '0.1.0',
  }
  const events = createCoreEvents(ports.log)
  const record = createActivityRecorder({ ...ports, activity: data.activity, events })
  const base = { ports, events, record }
  const prodLock = createProdLock({ ports, record })
  const engine = createPushEngine(base)
  const scenarios = createScenarioService({ ...base, connections: fakeConnections(client), prodLock, engine })
  const run: Bench['run'] = async (...ids) => {
    const answer = await scenarios.run(tenant.id, ids)
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
    return answer.value
  }
  return { ports, rows, tenant, scenarios, gate: createGateService(base), prodLock, run }
}
