import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { CheckResult } from '../../shared/model/check.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import { ReportFormatSchema } from '../../shared/model/report.ts'
import type { RunbookResult } from '../../shared/model/runbook.ts'
import type { ScenarioId, ScenarioResult } from '../../shared/model/scenario.ts'
import { effectiveEnvironment, type Tenant } from '../../shared/model/tenant.ts'
import { skippedResult } from '../scenarios/run-scenario.ts'
import { noSuchRun } from '../scenarios/set-note.ts'
import type { CheckService, GateService, ReportService, RunbookService, ScenarioService } from '../services.ts'
import { prepareDirectory } from '../write-whole-file.ts'
import { createRunRecorder, type RunDeps } from './run-recorder.ts'

interface Deps extends RunDeps {
  readonly checks: CheckService
  readonly scenarios: ScenarioService
  readonly gate: GateService
  readonly reports: ReportService
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
      // Before minutes of work whose reports would have no place.
      const place = await prepareDirectory(deps.ports.files, options.directory ?? deps.ports.reportsDirectory)
      if (!place.ok) return place
      const wasUnlocked = effectiveEnvironment(tenant) === 'PROD'
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
  const scenarios = await runScenarios(deps, { tenant, check: check.value, part })
  if (!scenarios.ok) return scenarios
  const gate = await deps.gate.status(tenant.id)
  if (!gate.ok) return gate
  return ok({
    runId: run.id,
    tenant: tenant.name,
    check: check.value,
    scenarios: [...scenarios.value],
    gate: gate.value,
    reports: [],
    skippedReports: [],
    durationMs: Math.round(deps.ports.clock.monotonicMs() - startedMs),
    requests: deps.requestsSent(tenant.id) - requestsBefore,
    ok: check.value.ok && scenarios.value.every(({ status }) => status !== 'failed'),
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
): Promise<Result<readonly ScenarioResult[], Failure>> {
  const all = scenarios.list().map(({ id }) => id)
  const broken = check.rows.filter(({ id, status }) => NEEDED_TO_PUSH.has(id) && status === 'failed')
  if (broken.length > 0) {
    const why = `Not run, because ${broken.map(({ id }) => id).join(' and ')} failed.`
    return ok(all.map((id) => skippedResult({ id }, why)))
  }
  const allowed = all.filter((id) => effectiveEnvironment(tenant) !== 'PROD' || id === 'C1')
  const ran = await scenarios.run(tenant.id, allowed, part)
  if (!ran.ok) return ran
  return ok(all.map((id) => resultOf(id, ran.value.scenarios)))
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
