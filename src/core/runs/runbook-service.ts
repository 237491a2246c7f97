import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { CheckResult } from '../../shared/model/check.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import { ReportFormatSchema } from '../../shared/model/report.ts'
import type { RunbookResult } from '../../shared/model/runbook.ts'
import type { ScenarioId, ScenarioResult } from '../../shared/model/scenario.ts'
import { asDeclared, effectiveEnvironment, type Tenant } from '../../shared/model/tenant.ts'
import { skippedResult } from '../scenarios/run-scenario.ts'
import { noSuchRun } from '../scenarios/set-note.ts'
import type { CheckService, GateService, ReportService, RunbookService, ScenarioService } from '../services.ts'
import type { ProdLock } from '../tenants/prod-lock.ts'
import { prepareDirectory } from '../write-whole-file.ts'
import { createRunRecorder, type RunDeps } from './run-recorder.ts'

interface Deps extends RunDeps {
  readonly checks: CheckService
  readonly scenarios: ScenarioService
  readonly gate: GateService
  readonly reports: ReportService
  readonly prodLock: Pick<ProdLock, 'judgeWrite' | 'unlockedUntil'>
  /** Requests sent to the tenant by this process so far, sign-ins included. */
  readonly requestsSent: (tenantId: string) => number
}

type Options = Parameters<RunbookService['run']>[1]

/** The main job: checks, every scenario, the gate, the reports, kept as one run with the others as its parts. */
export function createRunbookService(deps: Deps): RunbookService {
  const recorder = createRunRecorder(deps)
  const active = new Map<string, AbortController>()
  return {
    cancel: (runId) => {
      const stop = active.get(runId)
      stop?.abort(new Error('Cancelled.'))
      return Promise.resolve(stop ? ok({ runId }) : fail(noSuchRun(runId)))
    },
    run: async (tenantId, options = {}) => {
      const tenant = deps.ports.data.tenants.get(tenantId)
      if (!tenant) {
        return fail({ kind: 'NotFound', what: 'tenant', message: `There is no tenant with the id ${tenantId}.` })
      }
      const objection = await objectBefore(deps, tenant, options)
      if (objection !== null) return fail(objection)
      const wasUnlocked = effectiveEnvironment(tenant) === 'PROD' && deps.prodLock.unlockedUntil(tenant) !== null
      const run = recorder.begin({ kind: 'runbook', tenant, parentId: null, wasUnlocked })
      const stop = new AbortController()
      active.set(run.id, stop)
      const signal = options.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, options.signal])
      try {
        const outcome = await runAll(deps, { tenant, run, signal })
        if (!outcome.ok) {
          recorder.finish(run, outcome.failure.kind === 'Cancelled' ? 'cancelled' : 'failed', null)
          return outcome
        }
        return await report(deps, { run, result: outcome.value, options })
      } catch (error) {
        recorder.finish(run, 'failed', null)
        throw error
      } finally {
        active.delete(run.id)
      }
    },
  }
}

/** What can be refused before minutes of work: a rule, and a place where no report could be written. */
async function objectBefore(
  { prodLock, ports }: Deps,
  tenant: Tenant,
  { directory }: NonNullable<Options>,
): Promise<Failure | null> {
  // The checks read what is not known yet: a tenant of unknown type is judged once more after them.
  const refusal = prodLock.judgeWrite(asDeclared(tenant))
  if (refusal !== null) return refusal
  const place = await prepareDirectory(ports.files, directory ?? ports.reportsDirectory)
  return place.ok ? null : place.failure
}

interface Job {
  readonly tenant: Tenant
  readonly run: Run
  readonly signal: AbortSignal
}

async function runAll(deps: Deps, { tenant, run, signal }: Job): Promise<Result<RunbookResult, Failure>> {
  const part = { parentRunId: run.id, signal }
  const startedMs = deps.ports.clock.monotonicMs()
  const requestsBefore = deps.requestsSent(tenant.id)
  const check = await deps.checks.run(tenant.id, part)
  if (!check.ok) return check
  const checked = deps.ports.data.tenants.get(tenant.id) ?? tenant
  const scenarios = await runScenarios(deps, { tenant: checked, check: check.value, part })
  if (!scenarios.ok) return scenarios
  const gate = await deps.gate.status(tenant.id)
  if (!gate.ok) return gate
  return ok({
    runId: run.id,
    tenant: tenant.name,
    check: check.value,
    scenarios: [...scenarios.value.results],
    cleanUp: scenarios.value.cleanUp,
    gate: gate.value,
    reports: [],
    skippedReports: [],
    durationMs: Math.round(deps.ports.clock.monotonicMs() - startedMs),
    requests: deps.requestsSent(tenant.id) - requestsBefore,
    ok: check.value.ok && scenarios.value.isFine,
  })
}

/** Rows without which D365 answers nothing: token, secret, address, application user. */
const NEEDED_TO_PUSH: ReadonlySet<string> = new Set(['A1.1', 'A1.3', 'A1.4', 'A2.1', 'A4'])

/** A set-up without a token or a user cannot carry a scenario: it is skipped with that reason, and the failed row is the finding. */
async function runScenarios(
  { scenarios }: Deps,
  {
    tenant,
    check,
    part,
  }: {
    readonly tenant: Tenant
    readonly check: CheckResult
    readonly part: { readonly parentRunId: string; readonly signal?: AbortSignal }
  },
): Promise<Result<ScenarioPart, Failure>> {
  const all = scenarios.list().map(({ id }) => id)
  const broken = check.rows.filter(({ id, status }) => NEEDED_TO_PUSH.has(id) && status === 'failed')
  if (broken.length > 0) {
    const why = `Not run, because ${broken.map(({ id }) => id).join(' and ')} failed.`
    return ok({ results: all.map((id) => skippedResult({ id }, why)), cleanUp: null, isFine: true })
  }
  const allowed = all.filter((id) => effectiveEnvironment(tenant) !== 'PROD' || id === 'C1')
  const ran = await scenarios.run(tenant.id, allowed, part)
  if (!ran.ok) return skippedByRule(all, ran.failure)
  const { cleanUp } = ran.value
  const results = all.map((id) => resultOf(id, ran.value.scenarios))
  const isFine = results.every(({ status }) => status !== 'failed') && cleanUp.leftBehind.length === 0
  return ok({ results, cleanUp, isFine })
}

interface ScenarioPart {
  readonly results: readonly ScenarioResult[]
  /** Null where no scenario ran. */
  readonly cleanUp: RunbookResult['cleanUp']
  readonly isFine: boolean
}

/** A rule that came in between (the unlock ran out, the checks found production): what the checks saw is not lost, and the run is no success. */
function skippedByRule(all: readonly ScenarioId[], failure: Failure): Result<ScenarioPart, Failure> {
  if (failure.kind !== 'Refused') return fail(failure)
  const why = `Not run (${failure.reason}): ${failure.message}`
  return ok({ results: all.map((id) => skippedResult({ id }, why)), cleanUp: null, isFine: false })
}

const resultOf = (id: ScenarioId, results: readonly ScenarioResult[]): ScenarioResult =>
  results.find((result) => result.id === id) ?? skippedResult({ id }, 'On a PROD tenant only C1 runs.')

/** The reports draw on the stored run, so it is finished before they are written, and kept again with their paths. */
async function report(
  deps: Deps,
  {
    run,
    result,
    options,
  }: { readonly run: Run; readonly result: RunbookResult; readonly options: NonNullable<Options> },
): Promise<Result<RunbookResult, Failure>> {
  const recorder = createRunRecorder(deps)
  const finished = recorder.finish(run, result.ok ? 'passed' : 'failed', result)
  const writing = await deps.reports.write({
    runId: run.id,
    formats: ReportFormatSchema.options,
    language: options.language ?? 'en',
    directory: options.directory ?? null,
  })
  if (!writing.ok) return writing
  const { written, skipped } = writing.value
  const whole = { ...result, reports: written.map(({ path }) => path), skippedReports: skipped }
  recorder.keep(finished, whole)
  return ok(whole)
}
