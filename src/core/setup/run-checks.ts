import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { CheckResult, CheckRow, CheckStatus } from '../../shared/model/check.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import type { SecretState, Tenant } from '../../shared/model/tenant.ts'
import type { D365Client, TenantConnections, TenantWays } from '../d365/d365-client.ts'
import type { AcquiredToken } from '../entra/token-provider.ts'
import { createHunterBackend } from '../hunter/hunter-backend.ts'
import { createHunterWeb, type HunterWeb } from '../hunter/hunter-web.ts'
import { scopeOf } from '../leads/lead-key.ts'
import { isoNow } from '../ports/clock.ts'
import { createRunRecorder, type RunDeps } from '../runs/run-recorder.ts'
import { keepFirstProfile } from '../tenants/first-profile.ts'
import { rememberType } from '../tenants/remember-type.ts'
import { assembleRow } from './assemble-row.ts'
import { skipped, type Check, type CheckContext, type Finding } from './check-context.ts'
import { hunterUrlOf } from './hunter-urls.ts'
import { rowOfTokenFailure, rowOfUserFailure } from './row-of-failure.ts'
import { said } from './said.ts'

export interface CheckDeps extends RunDeps {
  readonly connections: TenantConnections & Pick<TenantWays, 'openBeside'>
  readonly tenantSecrets: { readonly state: (tenant: Tenant) => Promise<SecretState> }
}

export interface Job {
  readonly stored: Tenant
  readonly checks: readonly Check[]
  /** What earlier runs found, for a derived row that is run alone. */
  readonly before: ReadonlyMap<string, CheckStatus>
  readonly signal: AbortSignal
  readonly parentRunId: string | null
}

/** Runs rows in order as one run, over one fresh connection. */
export async function runChecks(deps: CheckDeps, job: Job): Promise<Result<CheckResult, Failure>> {
  const recorder = createRunRecorder(deps)
  // Before the run begins: opening the sandbox may tell that it is another one now, which changes the tenant.
  const connection = await deps.connections.open(job.stored, { isFresh: true })
  const tenant = connection.ok ? connection.value.tenant : job.stored
  const run = recorder.begin({ kind: 'check', tenant, parentId: job.parentRunId, wasUnlocked: false })
  const web = createHunterWeb(deps.ports.web, () => deps.connections.openBeside(tenant))
  try {
    const rows = await runRows({ deps, job, tenant, run, connection, web })
    const result: CheckResult = {
      runId: run.id,
      tenant: tenant.name,
      startedAt: run.startedAt,
      finishedAt: isoNow(deps.ports.clock),
      rows: [...rows],
      ok: rows.every((row) => row.status !== 'failed'),
    }
    if (job.signal.aborted) {
      recorder.finish(run, 'cancelled', result)
      return fail({ kind: 'Cancelled', message: 'The checks were cancelled.' })
    }
    recorder.finish(run, result.ok ? 'passed' : 'failed', result)
    tellEnd(deps, run, result)
    return ok(result)
  } catch (error) {
    recorder.finish(run, 'failed', null)
    throw error
  } finally {
    if (connection.ok) connection.value.close()
    web.close()
  }
}

function tellEnd({ record }: CheckDeps, run: Run, result: CheckResult): void {
  record({
    name: 'check_finished',
    level: result.ok ? 'info' : 'error',
    tenantId: run.tenantId,
    runId: run.id,
    message: result.ok ? 'The checks passed.' : 'A check failed.',
    detail: { rows: result.rows.map(({ id, status }) => `${id} ${status}`) },
  })
}

interface Rows {
  readonly deps: CheckDeps
  readonly job: Job
  readonly tenant: Tenant
  readonly run: Run
  readonly connection: CheckContext['connection']
  readonly web: HunterWeb
}

async function runRows(rows: Rows): Promise<readonly CheckRow[]> {
  const { deps, job, tenant } = rows
  const findings: { readonly check: Check; readonly finding: Finding; readonly at: string }[] = []
  const done = new Map(job.before)
  const context = sharedContext(rows, done)
  for (const check of job.checks) {
    const finding = job.signal.aborted ? CANCELLED : await runOne(check, { ...context, keep: keeperOf(rows, check.id) })
    findings.push({ check, finding, at: isoNow(deps.ports.clock) })
    const isAttested = check.isByHand === true && context.attestation(check.id) !== null
    done.set(check.id, isAttested ? 'attested' : finding.status)
  }
  const environmentId = await environmentOf(job, context)
  return findings.map(({ check, finding, at }) => {
    const attestation = context.attestation(check.id)
    return assembleRow(check, finding, { tenant, at, environmentId, hunterUrl: context.hunter.url, attestation })
  })
}

/** For the portals' links; not asked for where no row signs in. */
async function environmentOf({ stored, checks, signal }: Job, context: SharedContext): Promise<string | null> {
  const isWorthAsking = stored.kind === 'live' && !signal.aborted && checks.some(({ needs }) => needs !== 'nothing')
  const organization = isWorthAsking ? await context.organization() : null
  return organization?.ok === true ? organization.value.environmentId : null
}

const CANCELLED: Finding = skipped(said('Cancelled.', 'İptal edildi.'))

async function runOne(check: Check, context: CheckContext): Promise<Finding> {
  const lacking = await lackingRow(check, context)
  if (lacking === null) return check.run(context)
  return skipped(said(`Not run, because ${lacking} failed.`, `${lacking} kaldığı için çalıştırılmadı.`))
}

/** The row whose failure keeps this one from being asked at all. */
async function lackingRow({ id, needs }: Check, context: CheckContext): Promise<string | null> {
  if (needs === 'nothing') return null
  const token = await context.token()
  if (!token.ok) return rowOfTokenFailure(token.failure)
  if (needs === 'token') return null
  const who = await context.whoAmI()
  if (who.ok) return null
  const blamed = rowOfUserFailure(who.failure)
  return blamed === id ? null : blamed
}

type SharedContext = Omit<CheckContext, 'keep'>

function sharedContext(rows: Rows, done: CheckContext['done']): SharedContext {
  const { deps, job, tenant, run, connection, web } = rows
  const { ports } = deps
  const { signal } = job
  const attestations = ports.data.attestations.listFor(tenant.id)
  const asConnected = <T>(ask: (d365: D365Client) => Promise<Result<T, Failure>>): Promise<Result<T, Failure>> =>
    connection.ok ? ask(connection.value.d365) : Promise.resolve(connection)
  return {
    tenant,
    runId: run.id,
    signal,
    ports,
    record: deps.record,
    connection,
    secretState: () => deps.tenantSecrets.state(tenant),
    token: once(() => acquireToken(rows)),
    whoAmI: once(() => asConnected((d365) => d365.whoAmI({ signal }))),
    organization: once(async () => {
      const organization = await asConnected((d365) => d365.readOrganization({ signal }))
      if (organization.ok) rememberType(deps, tenant, organization.value)
      return organization
    }),
    withProfileFor: (columns) => keepFirstProfile(deps, tenant, columns),
    hunter: createHunterBackend(web, { ...hunterUrlOf(ports.data.settings, tenant), signal }),
    notWrittenBack: () => {
      const { pushed, exported } = ports.data.leads.writeBackState(scopeOf(tenant))
      return pushed - exported
    },
    attestation: (row) => attestations.find((known) => known.row === row) ?? null,
    done,
  }
}

function keeperOf({ deps, run }: Rows, step: string): CheckContext['keep'] {
  const recorder = createRunRecorder(deps)
  return (evidence) => recorder.evidence({ runId: run.id, step, ...evidence })
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null
  return () => (asked ??= ask())
}

/** One request for a token serves every row of the run; a failure is logged under the runbook's name once. */
async function acquireToken({ deps, job, tenant, run, connection }: Rows): Promise<Result<AcquiredToken, Failure>> {
  const answer = connection.ok ? await connection.value.tokens.acquire({ signal: job.signal }) : connection
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
