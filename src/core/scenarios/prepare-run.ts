import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ScenarioId } from '../../shared/model/scenario.ts'
import { asDeclared, effectiveEnvironment, isTypeUnknown, type Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { Clock } from '../ports/clock.ts'
import type { SyncScope } from '../ports/stores.ts'
import { organizationChanged } from '../tenants/organization-changed.ts'
import { rememberType } from '../tenants/remember-type.ts'
import { compressClock, WAITING_FACTOR } from './compress-clock.ts'
import { openSandboxControl } from './sandbox-control.ts'
import { faultSiteOf, type FaultSite } from './fault-site.ts'
import type { ScenarioDefinition } from './scenario-definition.ts'
import type { ScenarioDeps } from './scenario-deps.ts'
import { SCENARIO_C1_ON_PROD } from './scenario-c1-production.ts'
import { scenarioOf } from './scenarios.ts'
import { createTestLeadCustody, type TestLeadCustody } from './test-lead-custody.ts'

export interface PreparedRun {
  readonly connection: TenantConnection
  readonly definitions: readonly ScenarioDefinition[]
  readonly isProd: boolean
  readonly bench: (runId: string) => {
    readonly connection: TenantConnection
    readonly scope: SyncScope
    readonly custody: TestLeadCustody
    readonly faults: FaultSite
    readonly clock: Clock
  }
  /** Lets go of what the run alone needed. */
  readonly release: () => void
}

interface Asked {
  readonly tenantId: string
  readonly ids: readonly ScenarioId[]
  /** C1 alone: a lead of the admin's own to push instead of a test lead; it stays in D365. */
  readonly pickedDomain: string | null
}

/** On PROD only the happy path may run (runbook E.2, step 4). */
const ALLOWED_ON_PROD: readonly ScenarioId[] = ['C1']

const onProd = (definition: ScenarioDefinition): ScenarioDefinition =>
  definition.id === 'C1' ? SCENARIO_C1_ON_PROD : definition

/**
 * Everything that can be refused or can fail before a run begins: tenant, scenarios, environment, flag and lock, connection, and whether the
 * organisation is the one whose sync state lies here. Nothing is written, here or there.
 */
export async function prepareRun(deps: ScenarioDeps, asked: Asked): Promise<Result<PreparedRun, Failure>> {
  const { ports, connections } = deps
  const { tenantId, ids, pickedDomain } = asked
  const tenant = ports.data.tenants.get(tenantId)
  if (!tenant) return fail({ kind: 'NotFound', what: 'tenant', message: `There is no tenant with the id ${tenantId}.` })
  const definitions = definitionsOf(ids)
  if (!definitions.ok) return definitions
  // What kind of environment it is will be asked before anything is written, where it is not known yet.
  const objection = refuse(deps, asDeclared(tenant), ids) ?? objectToPicked(deps, asked)
  if (objection) return fail(objection)
  const opened = await connections.open(tenant)
  if (!opened.ok) return opened
  const reached = await reach(deps, opened.value, ids)
  if (!reached.ok) return reached
  const { scope, isProd } = reached.value
  const connection = opened.value
  const control = connection.tenant.kind === 'sandbox' ? await openSandboxControl(ports.sandbox) : null
  return ok({
    connection,
    definitions: definitions.value.map((definition) => (isProd ? onProd(definition) : definition)),
    isProd,
    bench: (runId) => ({
      connection,
      scope,
      custody: createTestLeadCustody(ports, { runId, pickedDomain, ...scope }),
      faults: faultSiteOf({ connection, ports }, control),
      clock: connection.tenant.kind === 'sandbox' ? compressClock(ports.clock, WAITING_FACTOR) : ports.clock,
    }),
    release: () => control?.close(),
  })
}

/** What only the organisation can say: whether it is the one known, and whether it is production. */
async function reach(
  deps: ScenarioDeps,
  connection: TenantConnection,
  ids: readonly ScenarioId[],
): Promise<Result<{ readonly scope: SyncScope; readonly isProd: boolean }, Failure>> {
  const { tenant } = connection
  const who = await connection.d365.whoAmI()
  if (!who.ok) return who
  // In the spelling the engine uses: sync state hangs on it.
  const organizationId = who.value.organizationId.toLowerCase()
  const changed = organizationChanged(tenant, organizationId)
  if (changed) return fail(changed)
  const detected = await detectEnvironment(deps, connection)
  if (!detected.ok) return detected
  const refusal = refuse(deps, detected.value, ids)
  if (refusal) return fail(refusal)
  const scope = { tenantId: tenant.id, organizationId: tenant.organizationId ?? organizationId }
  return ok({ scope, isProd: effectiveEnvironment(detected.value) === 'PROD' })
}

/**
 * A live tenant that was never tested may be production whatever its profile says: the organisation is asked before anything is written to it,
 * and its answer kept (Microsoft Learn, "OrganizationType EnumType").
 */
async function detectEnvironment(
  deps: ScenarioDeps,
  { tenant, d365 }: TenantConnection,
): Promise<Result<Tenant, Failure>> {
  if (!isTypeUnknown(tenant)) return ok(tenant)
  const organization = await d365.readOrganization()
  if (!organization.ok) return organization
  return ok(rememberType(deps, tenant, organization.value))
}

function definitionsOf(ids: readonly ScenarioId[]): Result<readonly ScenarioDefinition[], Failure> {
  const definitions: ScenarioDefinition[] = []
  for (const id of [...new Set(ids)].toSorted()) {
    const definition = scenarioOf(id)
    if (!definition) {
      const message = `Scenario ${id} cannot be run by this version of the console.`
      return fail({ kind: 'InvalidInput', message, fields: [{ field: 'id', message }] })
    }
    definitions.push(definition)
  }
  if (definitions.length > 0) return ok(definitions)
  const message = 'Name at least one scenario.'
  return fail({ kind: 'InvalidInput', message, fields: [{ field: 'id', message }] })
}

function refuse({ prodLock }: ScenarioDeps, tenant: Tenant, ids: readonly ScenarioId[]): Failure | null {
  const barred = ids.filter((id) => !ALLOWED_ON_PROD.includes(id))
  if (effectiveEnvironment(tenant) === 'PROD' && barred.length > 0) {
    const message = `${tenant.name} is a PROD tenant: only C1 runs there, not ${barred.join(', ')}.`
    return { kind: 'Refused', reason: 'environment_not_allowed', message }
  }
  return prodLock.judgeWrite(tenant)
}

function objectToPicked({ ports }: ScenarioDeps, { ids, pickedDomain }: Asked): Failure | null {
  if (pickedDomain === null) return null
  const say = (message: string): Failure => ({ kind: 'InvalidInput', message, fields: [{ field: 'lead', message }] })
  if (ids.some((id) => id !== 'C1')) return say('Only C1 can push a lead of your own; the other scenarios make theirs.')
  const isThere = ports.data.leads.get(pickedDomain) !== null && ports.data.leads.ownerOf(pickedDomain) === null
  return isThere ? null : say(`There is no lead ${pickedDomain}; import it first, or choose one from the list.`)
}
