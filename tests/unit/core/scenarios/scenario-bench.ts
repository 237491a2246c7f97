import type { CorePorts } from '../../../../src/core/ports/core-ports.ts'
import { createPushEngine } from '../../../../src/core/push/create-push-engine.ts'
import { createGateService } from '../../../../src/core/gate/gate-service.ts'
import { createScenarioService } from '../../../../src/core/scenarios/scenario-service.ts'
import { createProdLock, type ProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import type { GateService, ScenarioService } from '../../../../src/core/services.ts'
import type { ScenarioId, ScenarioRunResult } from '../../../../src/shared/model/scenario.ts'
import type { Tenant } from '../../../../src/shared/model/tenant.ts'
import { AT } from '../../../support/builders.ts'
import { aCoreBase, aCorePorts } from '../../../support/core-ports.ts'
import { createCompressedClock } from '../../../support/compressed-clock.ts'
import { createFakeD365, fakeConnections, type Misbehaviour, type Rows } from '../../../support/fake-d365.ts'

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
export function aBench(misbehave?: Misbehaviour, over: Partial<Tenant> = {}, world: Partial<CorePorts> = {}): Bench {
  const { client, rows } = createFakeD365(misbehave)
  // Retries of the engine wait minutes; a minute here takes some ten milliseconds.
  const ports = aCorePorts({ clock: createCompressedClock(6_000, Date.parse(AT)), ...world }, over)
  const base = aCoreBase(ports)
  const [tenant] = ports.data.tenants.list()
  if (tenant === undefined) throw new Error('The ports come with a tenant.')
  const prodLock = createProdLock(base)
  const engine = createPushEngine(base)
  const connections = fakeConnections(client)
  const scenarios = createScenarioService({ ...base, connections, prodLock, engine })
  const run: Bench['run'] = async (...ids) => {
    const answer = await scenarios.run(tenant.id, ids)
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
    return answer.value
  }
  return { ports, rows, tenant, scenarios, gate: createGateService({ ...base, connections, prodLock }), prodLock, run }
}
