import type { ScenarioResult, ScenarioStep, StepRecord } from '../../shared/model/scenario.ts'
import { say } from '../../shared/words/step-words.ts'
import { isoNow } from '../ports/clock.ts'
import type { CleanUp } from './clean-up.ts'
import { createObservationBook, type Observations } from './observations.ts'
import { SandboxControlLost } from './sandbox-control.ts'
import type { ScenarioBench } from './scenario-bench.ts'
import { NOTHING_SEEN, type ScenarioDefinition, type StepOutcome } from './scenario-definition.ts'
import { CLEAN_UP_STEP } from './scenarios.ts'
import { isBurstDomain } from './test-lead.ts'

export type BenchOfRun = Omit<ScenarioBench, 'scenarioId' | 'step' | 'seen'>

export interface ScenarioOutcome {
  readonly result: ScenarioResult
  readonly cleanUp: CleanUp
}

type Tell = (step: Omit<ScenarioStep, 'runId' | 'scenarioId' | 'at'>) => void

/**
 * Runs one scenario to its end: its steps in order, the clean-up always, then every criterion by its own predicate. A cancelled scenario is
 * cleaned up like any other and counts as skipped.
 */
export async function runScenario(
  definition: ScenarioDefinition,
  bench: BenchOfRun,
  onStep: (step: ScenarioStep) => void,
): Promise<ScenarioOutcome> {
  const { clock } = bench.ports
  const startedMs = clock.monotonicMs()
  const seen = createObservationBook()
  const steps = createStepBook()
  const tell: Tell = (told) => {
    const step = { runId: bench.runId, scenarioId: definition.id, at: isoNow(clock), ...told }
    steps.note(step)
    onStep(step)
  }
  let cleanUp: CleanUp
  try {
    await runSteps(definition, { ...bench, scenarioId: definition.id, seen }, tell)
  } finally {
    cleanUp = await cleanUpAfter(bench, tell)
  }
  const durationMs = Math.round(clock.monotonicMs() - startedMs)
  const events = eventsOf(bench, definition)
  const result = bench.signal.aborted
    ? skippedResult(definition, 'It was cancelled before it finished.', { durationMs, events, steps: steps.all() })
    : judge(definition, seen, { durationMs, events, steps: steps.all() })
  return { result, cleanUp }
}

async function runSteps(definition: ScenarioDefinition, bench: Omit<ScenarioBench, 'step'>, tell: Tell): Promise<void> {
  for (const { step, title, run } of definition.steps) {
    if (bench.signal.aborted) return
    tell({ step, title, status: 'running', detail: null })
    const outcome = await run({ ...bench, step }).catch((error: unknown): StepOutcome => {
      if (error instanceof SandboxControlLost) return { status: 'failed', ...say('controlLost') }
      tell({ step, title, status: 'failed', ...say('defect') })
      throw error
    })
    tell({ step, title, ...(wasCut(bench.signal, outcome) ? { status: 'skipped', ...say('cancelled') } : outcome) })
  }
}

const wasCut = (signal: AbortSignal, { status }: StepOutcome): boolean => signal.aborted && status === 'failed'

/** Not under the run's own signal: a cancelled run must clean up too. */
async function cleanUpAfter({ custody, connection }: BenchOfRun, tell: Tell): Promise<CleanUp> {
  tell({ ...CLEAN_UP_STEP, status: 'running', detail: null })
  const cleanUp = await custody.cleanUp(connection)
  const left = cleanUp.leftBehind.length
  const known = cleanUp.leftBehind.filter(({ d365LeadId }) => d365LeadId !== '').length
  tell({
    ...CLEAN_UP_STEP,
    status: left === 0 ? 'passed' : 'failed',
    ...(left === 0
      ? say('cleanedUp', { created: cleanUp.created, deleted: cleanUp.deleted })
      : say(known === left ? 'leftBehind' : 'cleanUpUnproven', { count: known })),
  })
  return cleanUp
}

/** Of the scenario's own leads; those of a burst of hundreds are in the activity log. */
function eventsOf({ ports, runId, custody }: BenchOfRun, { id }: ScenarioDefinition): string[] {
  const main = custody.domain(id, 'main')
  const prefix = `${id.toLowerCase()}-`
  const isShown = (domain: string): boolean => domain === main || (domain.startsWith(prefix) && !isBurstDomain(domain))
  return ports.data.activity
    .list({ runId, limit: 2_000 })
    .filter(({ domain }) => domain !== null && isShown(domain))
    .toSorted((one, other) => one.sequence - other.sequence)
    .map((event) => event.name)
}

/** Keeps each step once it has ended, with both times. */
function createStepBook(): { readonly note: (step: ScenarioStep) => void; readonly all: () => StepRecord[] } {
  const startedAt = new Map<string, string>()
  const ended: StepRecord[] = []
  return {
    note: ({ step, title, status, at, detail, said }) => {
      if (status === 'running') startedAt.set(step, at)
      else
        ended.push({
          step,
          title,
          status,
          startedAt: startedAt.get(step) ?? at,
          finishedAt: at,
          detail,
          said: said ?? null,
        })
    },
    all: () => ended,
  }
}

interface Measured {
  readonly durationMs: number
  readonly events: string[]
  readonly steps: StepRecord[]
}

function judge(definition: ScenarioDefinition, seen: Observations, measured: Measured): ScenarioResult {
  const judged = definition.criteria.map(({ id, text, judge: predicate }) => ({ id, text, ...predicate(seen) }))
  const failed = judged.filter(({ why }) => why !== null)
  return {
    id: definition.id,
    status: failed.length === 0 ? 'passed' : 'failed',
    criteria: judged.map(({ id, text, why, evidence }) => ({ id, text, passed: why === null, evidence })),
    expected: definition.expected.map(({ text, judge: predicate }) => ({ text, passed: predicate(seen).why === null })),
    ...measured,
    finding: failed.length === 0 ? null : findingOf(failed, measured.steps),
    note: null,
    faultsAt: seen.faultsAt(),
    certificate: definition.certify?.(seen) ?? null,
  }
}

/** Every failed criterion with what is wrong; those with nothing to judge by say which trouble left it so. Criteria of one complaint share it. */
function findingOf(
  failed: readonly { readonly id: string; readonly why: string | null }[],
  steps: readonly StepRecord[],
): string {
  const trouble = steps.find(({ status, step }) => status === 'failed' && step !== CLEAN_UP_STEP.step)?.detail ?? null
  const because =
    trouble === null ? NOTHING_SEEN : `There is nothing to judge by, because an earlier step failed: ${trouble}`
  const idsBy = new Map<string, string[]>()
  for (const { id, why } of failed) {
    const complaint = (why ?? '').replace(NOTHING_SEEN, () => because)
    idsBy.set(complaint, [...(idsBy.get(complaint) ?? []), id])
  }
  return [...idsBy].map(([why, ids]) => `${ids.join(', ')}: ${why}`).join(' ')
}

/** A scenario that did not run, or not to its end: nothing about it was judged. */
export function skippedResult(
  { id }: Pick<ScenarioDefinition, 'id'>,
  finding: string,
  measured: Measured = { durationMs: 0, events: [], steps: [] },
): ScenarioResult {
  return {
    id,
    status: 'skipped',
    criteria: [],
    expected: [],
    ...measured,
    finding,
    note: null,
    faultsAt: null,
    certificate: null,
  }
}
