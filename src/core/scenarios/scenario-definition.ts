import type { Certificate, Said, ScenarioId } from '../../shared/model/scenario.ts'
import type { Observations } from './observations.ts'
import type { ScenarioBench } from './scenario-bench.ts'

/** How one step ended; `skipped` = there was nothing to do it with, because an earlier step failed. */
export interface StepOutcome {
  readonly status: 'passed' | 'failed' | 'skipped'
  readonly detail: string | null
  /** The detail by key and values, where it is a sentence. */
  readonly said?: Said
}

export interface StepDefinition {
  /** Unique in the scenario: `push-again`. */
  readonly step: string
  readonly title: string
  readonly run: (bench: ScenarioBench) => Promise<StepOutcome>
}

/** What a predicate says: `why` is null when it holds; `evidence` is null only when there is nothing to judge by. */
export interface Judgement {
  readonly evidence: string | null
  readonly why: string | null
}

export type Predicate = (seen: Observations) => Judgement

/** A scenario of the runbook as data: what is done, and what must be true afterwards, each by its own predicate over evidence. */
export interface ScenarioDefinition {
  readonly id: ScenarioId
  readonly title: string
  readonly goal: string
  readonly steps: readonly StepDefinition[]
  /** The runbook's acceptance criteria, in its order. */
  readonly criteria: readonly { readonly id: string; readonly text: string; readonly judge: Predicate }[]
  /** The *Expected* lines of the runbook's steps; they inform, the criteria decide. */
  readonly expected: readonly { readonly text: string; readonly judge: Predicate }[]
  /** What the scenario proves, on one page; null when it did not get far enough. */
  readonly certify?: (seen: Observations) => Certificate | null
}

/** Of a criterion whose step saw nothing; the runner adds why, where it knows. */
export const NOTHING_SEEN = 'There is nothing to judge by: an earlier step did not finish.'

const NOT_SEEN: Judgement = { evidence: null, why: NOTHING_SEEN }

/**
 * Judges one observation: `complaint` answers null when it is as it should be, else one sentence that says what is wrong.
 * @example whenSeen(seen.row('after'), ({ row }) => (row ? null : 'The row is gone.'))
 */
export function whenSeen<T extends { readonly evidence: string }>(
  observation: T | null,
  complaint: (observation: T) => string | null,
): Judgement {
  return observation === null ? NOT_SEEN : { evidence: observation.evidence, why: complaint(observation) }
}

/** All must hold; answers the first that does not, else the last. */
export function allHold(judgements: readonly Judgement[]): Judgement {
  return judgements.find((judgement) => judgement.why !== null) ?? judgements.at(-1) ?? NOT_SEEN
}

/** The same judgement for every form of a scenario: all must hold, and a complaint says with which form. Keys are forms, values their words. */
export function inEveryForm<F extends string>(
  forms: Readonly<Record<F, string>>,
  judge: (seen: Observations, form: F) => Judgement,
): Predicate {
  const each = Object.keys(forms) as F[]
  return (seen) =>
    allHold(
      each.map((form) => {
        const { evidence, why } = judge(seen, form)
        return { evidence, why: why === null ? null : `With ${forms[form]}: ${why}` }
      }),
    )
}
