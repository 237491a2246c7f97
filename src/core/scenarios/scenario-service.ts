import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Run } from '../../shared/model/run.ts'
import type { ScenarioId, ScenarioRunResult } from '../../shared/model/scenario.ts'
import { isoNow } from '../ports/clock.ts'
import { createRunRecorder } from '../runs/run-recorder.ts'
import type { ScenarioService } from '../services.ts'
import { createActiveScenarioRuns } from './active-scenario-runs.ts'
import { prepareRun } from './prepare-run.ts'
import { recoverTestLeads } from './recover-test-leads.ts'
import { runScenarios } from './run-scenarios.ts'
import type { ScenarioDeps } from './scenario-deps.ts'
import { outlineOf, SCENARIOS } from './scenarios.ts'
import { noSuchRun, setNote } from './set-note.ts'

type RunOptions = NonNullable<Parameters<ScenarioService['run']>[2]>

interface Launched {
  readonly run: Run
  readonly done: Promise<Result<ScenarioRunResult, Failure>>
}

/** How long `drain` lets cancelled runs clean up; what they do not manage is done at the next start. */
const DRAIN_MS = 10_000

/** Runs scenarios: one run at a time per tenant, streaming, cancellable, always followed by its clean-up. */
export function createScenarioService(deps: ScenarioDeps): ScenarioService & { readonly drain: () => Promise<void> } {
  const { ports } = deps
  const recorder = createRunRecorder(deps)
  const active = createActiveScenarioRuns()
  const processStartedAt = isoNow(ports.clock)

  const launch = async (
    tenantId: string,
    ids: readonly ScenarioId[],
    options: RunOptions,
  ): Promise<Result<Launched, Failure>> => {
    const prepared = await prepareRun(deps, { tenantId, ids, pickedDomain: options.lead ?? null })
    if (!prepared.ok) return prepared
    if (active.isBusy(tenantId)) {
      prepared.value.release()
      return fail(BUSY)
    }
    const { connection, isProd } = prepared.value
    const parentId = options.parentRunId ?? null
    const run = recorder.begin({ kind: 'scenario', tenant: connection.tenant, parentId, wasUnlocked: isProd })
    const done = active.track(run, options.signal, (signal) =>
      runScenarios(deps, { prepared: prepared.value, run, signal }),
    )
    return ok({ run, done })
  }

  return {
    list: () => SCENARIOS.map(outlineOf),
    start: async (tenantId, ids, options = {}) => {
      const launched = await launch(tenantId, ids, options)
      if (!launched.ok) return launched
      const { run, done } = launched.value
      done.catch((error: unknown) => {
        ports.log.write('error', 'a scenario run stopped on a defect', { runId: run.id, error })
      })
      return ok({ runId: run.id })
    },
    run: async (tenantId, ids, options = {}) => {
      const launched = await launch(tenantId, ids, options)
      return launched.ok ? launched.value.done : launched
    },
    cancel: (runId) => Promise.resolve(active.cancel(runId) ? ok({ runId }) : fail(noSuchRun(runId))),
    setNote: (runId, scenarioId, note) => Promise.resolve(setNote(deps, { runId, scenarioId, note })),
    recover: async (signal) => ok(await recoverTestLeads({ ...deps, recorder, processStartedAt }, signal)),
    drain: () => active.drain(ports.clock, DRAIN_MS),
  }
}

const BUSY: Failure = {
  kind: 'Refused',
  reason: 'run_in_progress',
  message: 'Scenarios of this tenant are running already; wait for them or cancel them.',
}
