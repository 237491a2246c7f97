import { PushOutcomeSchema, type PushOutcome } from '../../shared/model/push.ts'
import type { PushQueue } from '../ports/stores.ts'

/** Every outcome, none counted yet. */
export const noOutcomes = (): Record<PushOutcome, number> =>
  Object.fromEntries(PushOutcomeSchema.options.map((outcome) => [outcome, 0])) as Record<PushOutcome, number>

export interface Tally {
  readonly total: number
  readonly toDo: number
  /** Of leads that are over. */
  readonly outcomes: Record<PushOutcome, number>
}

/** A run's leads by outcome, as its queue says. */
export function tallyOf(queue: Pick<PushQueue, 'counts'>, runId: string): Tally {
  const outcomes = noOutcomes()
  let toDo = 0
  let total = 0
  for (const { outcome, total: some } of queue.counts(runId)) {
    total += some
    if (outcome === null) toDo += some
    else outcomes[outcome] += some
  }
  return { total, toDo, outcomes }
}
