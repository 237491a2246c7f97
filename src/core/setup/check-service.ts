import { fail, ok, type Result } from '../../shared/lib/result.ts'
import { CheckResultSchema, type CheckResult, type CheckRow } from '../../shared/model/check.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Attestation } from '../../shared/model/gate.ts'
import type { Run } from '../../shared/model/run.ts'
import type { SecretState, Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnections } from '../d365/d365-client.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import { isoNow } from '../ports/clock.ts'
import { createRunRecorder, type RunDeps } from '../runs/run-recorder.ts'
import type { CheckService } from '../services.ts'
import { ATTESTABLE_ROWS, isAttestable } from './attestable-rows.ts'
import { CHECK_A1_1 } from './check-a1-1.ts'
import { CHECK_A1_3 } from './check-a1-3.ts'
import { CHECK_A1_4 } from './check-a1-4.ts'
import { CHECK_A2_1 } from './check-a2-1.ts'
import { CHECK_B3_2 } from './check-b3-2.ts'
import type { Check, CheckContext } from './check-context.ts'

interface Deps extends RunDeps {
  readonly connections: TenantConnections
  readonly tenantSecrets: { readonly state: (tenant: Tenant) => Promise<SecretState> }
}

/** In the runbook's order. */
const CHECKS: readonly Check[] = [CHECK_A1_1, CHECK_A1_3, CHECK_A1_4, CHECK_A2_1, CHECK_B3_2]

/** Verifies the set-up of a tenant row by row, keeps what was seen, and takes the admin's word for what no API can show. */
export function createCheckService(deps: Deps): CheckService {
  const { ports, record } = deps
  const { tenants, runs, attestations } = ports.data
  return {
    run: async (tenantId, options = {}) => {
      const tenant = tenants.get(tenantId)
      if (!tenant) return fail(noTenant(tenantId))
      return runChecks(deps, tenant, options)
    },
    latest: (tenantId) => {
      const finished = runs.list({ tenantId, kind: 'check', limit: 20 }).find((run) => run.result !== null)
      const parsed = CheckResultSchema.safeParse(finished?.result)
      return Promise.resolve(ok(parsed.success ? parsed.data : null))
    },
    attest: (tenantId, row, by, note) => {
      const name = by.trim()
      if (!tenants.get(tenantId)) return Promise.resolve(fail(noTenant(tenantId)))
      if (!isAttestable(row))
        return Promise.resolve(fail(invalid('row', `Rows to attest: ${ATTESTABLE_ROWS.join(', ')}.`)))
      if (name === '') return Promise.resolve(fail(invalid('by', 'Say who confirms this.')))
      const text = ports.knownSecrets.redact(note.trim())
      const attestation: Attestation = { row, tenantId, by: name, note: text, at: isoNow(ports.clock) }
      attestations.save(attestation)
      record({ name: 'attested', tenantId, message: `${row} was confirmed.`, detail: { row } })
      return Promise.resolve(ok(attestation))
    },
  }
}

const noTenant = (tenantId: string): Failure => ({
  kind: 'NotFound',
  what: 'tenant',
  message: `There is no tenant with the id ${tenantId}.`,
})

const invalid = (field: string, message: string): Failure => ({
  kind: 'InvalidInput',
  message,
  fields: [{ field, message }],
})

async function runChecks(
  deps: Deps,
  stored: Tenant,
  options: { readonly signal?: AbortSignal; readonly parentRunId?: string },
): Promise<Result<CheckResult, Failure>> {
  const { ports, connections, record } = deps
  const recorder = createRunRecorder(deps)
  const signal = options.signal ?? new AbortController().signal
  // Before the run begins: opening the sandbox may tell that it is another one now, which changes the tenant.
  const connection = await connections.open(stored, { isFresh: true })
  const tenant = connection.ok ? connection.value.tenant : stored
  const run = recorder.begin({ kind: 'check', tenant, parentId: options.parentRunId ?? null, wasUnlocked: false })
  try {
    const rows = await runRows({ deps, tenant, run, signal, connection })
    const result: CheckResult = {
      runId: run.id,
      tenant: tenant.name,
      startedAt: run.startedAt,
      finishedAt: isoNow(ports.clock),
      rows: [...rows],
      ok: rows.every((row) => row.status !== 'failed'),
    }
    if (signal.aborted) {
      recorder.finish(run, 'cancelled', result)
      return fail({ kind: 'Cancelled', message: 'The checks were cancelled.' })
    }
    recorder.finish(run, result.ok ? 'passed' : 'failed', result)
    record({
      name: 'check_finished',
      level: result.ok ? 'info' : 'error',
      tenantId: tenant.id,
      runId: run.id,
      message: result.ok ? 'The checks passed.' : 'A check failed.',
      detail: { rows: rows.map(({ id, status }) => `${id} ${status}`) },
    })
    return ok(result)
  } catch (error) {
    recorder.finish(run, 'failed', null)
    throw error
  } finally {
    if (connection.ok) connection.value.close()
  }
}

interface Rows {
  readonly deps: Deps
  readonly tenant: Tenant
  readonly run: Run
  readonly signal: AbortSignal
  readonly connection: CheckContext['connection']
}

async function runRows(rows: Rows): Promise<readonly CheckRow[]> {
  const done: CheckRow[] = []
  const token = onceAcquired(rows)
  for (const check of CHECKS) {
    const { id, title } = check
    const lacking = check.needs.filter((need) => done.some((row) => row.id === need && row.status === 'failed'))
    if (rows.signal.aborted) {
      done.push({ id, title, status: 'skipped', detail: 'Cancelled.', remedy: null, evidence: [] })
    } else if (lacking.length > 0) {
      const detail = `Not run, because ${lacking.join(' and ')} failed.`
      done.push({ id, title, status: 'skipped', detail, remedy: null, evidence: [] })
    } else {
      done.push({ id, title, ...(await check.run(contextFor(rows, id, token))) })
    }
  }
  return done
}

/** One request for a token serves every row of the run; a failure is logged under the runbook's name once. */
function onceAcquired({ deps, tenant, run, signal, connection }: Rows): CheckContext['token'] {
  let asked: Promise<Result<AcquiredToken, Failure>> | null = null
  const acquire = async (): Promise<Result<AcquiredToken, Failure>> => {
    const answer = connection.ok ? await connection.value.tokens.acquire({ signal }) : connection
    if (!answer.ok) {
      deps.record({
        name: 'd365_token_acquisition_failed',
        level: 'error',
        tenantId: tenant.id,
        runId: run.id,
        message: 'message' in answer.failure ? answer.failure.message : 'No token was issued.',
        detail: { failure: answer.failure.kind },
      })
    }
    return answer
  }
  return () => (asked ??= acquire())
}

function contextFor(rows: Rows, step: string, token: CheckContext['token']): CheckContext {
  const { deps, tenant, run, signal, connection } = rows
  const recorder = createRunRecorder(deps)
  return {
    tenant,
    runId: run.id,
    signal,
    ports: deps.ports,
    record: deps.record,
    connection,
    secretState: () => deps.tenantSecrets.state(tenant),
    token,
    attestation: (row) => deps.ports.data.attestations.listFor(tenant.id).find((known) => known.row === row) ?? null,
    keep: (evidence) => recorder.evidence({ runId: run.id, step, ...evidence }),
  }
}
