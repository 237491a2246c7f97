import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { ColumnsCreated, ColumnsPlanned } from '../../shared/model/check.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { LeadColumn } from '../d365/metadata-reader.ts'
import { columnsOfTenant } from '../leads/mapping-profiles.ts'
import { compareOrganization } from '../push/know-organization.ts'
import type { ProdLock } from '../tenants/prod-lock.ts'
import { planColumns, type ColumnPlan } from './plan-columns.ts'
import type { CheckDeps } from './run-checks.ts'

export interface ColumnDeps extends CheckDeps {
  readonly prodLock: Pick<ProdLock, 'judgeChange'>
}

/** New columns may take half a minute to be seen everywhere (dataverse-facts 6.3: 3–30 s). */
const SEEN_AFTER_MS = [0, 1_000, 3_000, 6_000, 10_000, 15_000] as const

interface Read {
  readonly tenant: Tenant
  readonly connection: TenantConnection
  readonly plan: ColumnPlan
}

/** Exactly what would be created; nothing is. */
export async function showPlan(
  deps: ColumnDeps,
  tenant: Tenant,
  signal?: AbortSignal,
): Promise<Result<ColumnsPlanned, Failure>> {
  const read = await readPlan(deps, tenant, signal)
  return read.ok ? ok(asShown(read.value)) : read
}

/**
 * Creates the columns of the plan, publishes, and waits until metadata shows them. `names` are the columns that were shown: if the plan is
 * another by now, nothing is created. Failures: Refused `prod_locked` or `organization_changed`,
 * InvalidInput, those of D365 before the first column.
 */
export async function createColumns(
  deps: ColumnDeps,
  tenant: Tenant,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Result<ColumnsCreated, Failure>> {
  const refused = deps.prodLock.judgeChange(tenant)
  if (refused !== null) return fail(refused)
  const read = await readPlan(deps, tenant, signal)
  if (!read.ok) return read
  const { connection, plan } = read.value
  const organization = await compareOrganization(deps, connection)
  if (!organization.ok) return organization
  if (plan.solution === null) return fail(NO_SOLUTION)
  if (plan.columns.map(({ name }) => name).join() !== names.join()) return fail(PLAN_CHANGED)
  const solution = plan.solution.name
  return ok(await carryOut(deps, read.value, solution, signal))
}

async function carryOut(
  deps: ColumnDeps,
  { tenant, connection, plan }: Read,
  solution: string,
  signal?: AbortSignal,
): Promise<ColumnsCreated> {
  const call = signal === undefined ? {} : { signal }
  const { customizer } = connection.d365
  const created: string[] = []
  const failed: ColumnsCreated['failed'] = []
  for (const column of plan.columns) {
    const answer = await customizer.createColumn(column, solution, call)
    if (answer.ok) created.push(column.name)
    else failed.push({ name: column.name, failure: answer.failure })
    // Whoever lacks the right for one lacks it for all.
    if (!answer.ok && answer.failure.kind === 'D365PermissionError') break
  }
  const published = created.length > 0 ? await customizer.publish(call) : null
  deps.record({
    name: 'columns_created',
    level: failed.length > 0 ? 'error' : 'info',
    tenantId: tenant.id,
    message: `${String(created.length)} columns were created on the lead table of ${tenant.name}.`,
    detail: { solution, created, failed: failed.map(({ name }) => name) },
  })
  return {
    created,
    failed,
    publishFailure: published?.ok === false ? published.failure : null,
    notSeenYet: [...(await waitUntilSeen(deps, connection, created, signal))],
  }
}

/** The names that metadata still does not show when the waiting is over. */
async function waitUntilSeen(
  { ports }: ColumnDeps,
  { d365 }: TenantConnection,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<readonly string[]> {
  let unseen = names
  for (const pauseMs of SEEN_AFTER_MS) {
    if (unseen.length === 0 || signal?.aborted === true) return unseen
    if (pauseMs > 0) await ports.clock.sleep(pauseMs, signal).catch(() => undefined)
    const read = await d365.metadata.readLeadColumns(signal === undefined ? {} : { signal })
    const known: readonly LeadColumn[] = read.ok ? read.value.columns : []
    unseen = names.filter((name) => !known.some((column) => column.name === name))
  }
  return unseen
}

async function readPlan(deps: ColumnDeps, stored: Tenant, signal?: AbortSignal): Promise<Result<Read, Failure>> {
  const connection = await deps.connections.open(stored)
  if (!connection.ok) return connection
  const { d365, tenant } = connection.value
  const call = signal === undefined ? {} : { signal }
  const columns = await d365.metadata.readLeadColumns(call)
  if (!columns.ok) return columns
  const solutions = await d365.customizer.readSolutions(call)
  if (!solutions.ok) return solutions
  const plan = planColumns(columnsOfTenant(tenant), columns.value.columns, solutions.value.solutions)
  return ok({ tenant, connection: connection.value, plan })
}

const asShown = ({ tenant, plan }: Read): ColumnsPlanned => ({
  tenant: tenant.name,
  profile: tenant.mappingProfile,
  solution:
    plan.solution === null
      ? null
      : {
          name: plan.solution.name,
          friendlyName: plan.solution.friendlyName,
          publisher: plan.solution.publisher,
          prefix: plan.solution.prefix,
        },
  columns: plan.columns.map((column) => ({
    name: column.name,
    label: column.label,
    type: column.type,
    maxLength: 'maxLength' in column ? column.maxLength : null,
    range: 'min' in column ? [column.min, column.max] : null,
    choices: 'choices' in column ? [...column.choices] : null,
  })),
  notOurs: [...plan.notOurs],
})

const refusal = (message: string): Failure => ({
  kind: 'InvalidInput',
  message,
  fields: [{ field: 'columns', message }],
})

const NO_SOLUTION = refusal(
  'No unmanaged solution has a publisher with the prefix of these columns. Make one in Power Apps (Solutions, New solution, New publisher), or choose the mapping profile standard.',
)

const PLAN_CHANGED = refusal('The plan is another than the one that was shown; look at it again.')
