import type { Said, ScenarioOutline, ScenarioStep } from '../../../../shared/model/scenario.ts'
import type { Tone } from '../../ui/tone-badge.tsx'

export interface StepRow {
  readonly step: string
  readonly title: string
  readonly status: 'waiting' | ScenarioStep['status']
  readonly detail: string | null
  readonly said: Said | null
}

/** A step as it streams in or as it was kept. */
type SeenStep = Pick<ScenarioStep, 'step' | 'title' | 'status' | 'detail'> & {
  readonly said?: Said | null | undefined
}

/** The outline's steps with what has streamed in so far; steps the outline does not know come last. */
export function stepRows(outline: ScenarioOutline, seen: readonly SeenStep[]): readonly StepRow[] {
  const planned = outline.steps.map((step): StepRow => {
    const live = seen.find((candidate) => candidate.step === step.step)
    const { status = 'waiting', detail = null, said = null } = live ?? {}
    return { step: step.step, title: step.title, status, detail, said }
  })
  const extra = seen.filter((live) => !outline.steps.some((step) => step.step === live.step))
  return [
    ...planned,
    ...extra.map(({ step, title, status, detail, said = null }): StepRow => ({ step, title, status, detail, said })),
  ]
}

export const STEP_TONES: Readonly<Record<StepRow['status'], Tone>> = {
  waiting: 'neutral',
  running: 'progress',
  passed: 'success',
  failed: 'danger',
  skipped: 'neutral',
}

/** Steps done of steps planned, over the scenarios of a run. */
export function progressOf(
  outlines: readonly ScenarioOutline[],
  stepsOf: (id: ScenarioOutline['id']) => readonly ScenarioStep[],
): { readonly done: number; readonly total: number } {
  const rows = outlines.flatMap((outline) => stepRows(outline, stepsOf(outline.id)))
  return { done: rows.filter((row) => row.status !== 'waiting' && row.status !== 'running').length, total: rows.length }
}
