import { GOOD_OUTCOMES, PushOutcomeSchema, type PushedLead, type PushOutcome } from '../../shared/model/push.ts'

/** Every outcome with its count; they sum to the number of leads. */
export function tallyOf(leads: readonly PushedLead[]): Record<PushOutcome, number> {
  const counts = noOutcomes()
  for (const { outcome } of leads) counts[outcome] += 1
  return counts
}

export const noOutcomes = (): Record<PushOutcome, number> =>
  Object.fromEntries(PushOutcomeSchema.options.map((outcome) => [outcome, 0])) as Record<PushOutcome, number>

/** The lead is in D365, and once. */
export const isGood = ({ outcome }: PushedLead): boolean => GOOD_OUTCOMES.includes(outcome)
