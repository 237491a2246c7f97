import type { Said, ScenarioOutline, ScenarioStep } from '../../../../shared/model/scenario.ts'
import type { Tone } from '../../ui/tone-badge.tsx'

export interface StepRow {
  readonly step: string
  readonly title: string
  readonly status: 'waiting' | ScenarioStep['status']
  readonly detail: string | null
  readonly said: Said | null
  /** Null while it streams: both its times are known once it is kept. */
  readonly durationMs: number | null
}

/** A step as it streams in or as it was kept. */
type SeenStep = Pick<ScenarioStep, 'step' | 'title' | 'status' | 'detail'> & {
  readonly said?: Said | null | undefined
  readonly startedAt?: string
  readonly finishedAt?: string
}

/** What happened, in the order it did, then what the outline still plans: a run on PROD has steps of its own. */
export function stepRows(outline: ScenarioOutline, seen: readonly SeenStep[]): readonly StepRow[] {
  const planned = outline.steps.filter(({ step }) => !seen.some((live) => live.step === step))
  return [
    ...seen.map((known): StepRow => {
      const { step, title, status, detail, said = null } = known
      return { step, title, status, detail, said, durationMs: durationOf(known) }
    }),
    ...planned.map(({ step, title }): StepRow => ({
      step,
      title,
      status: 'waiting',
      detail: null,
      said: null,
      durationMs: null,
    })),
  ]
}

const durationOf = ({ startedAt, finishedAt }: SeenStep): number | null =>
  startedAt === undefined || finishedAt === undefined ? null : Date.parse(finishedAt) - Date.parse(startedAt)

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
