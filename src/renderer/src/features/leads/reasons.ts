import type { AdviceLocale, Meaning } from '../../../../shared/advice/advice-words.ts'
import { codesIn } from '../../../../shared/advice/known-codes.ts'
import { REFUSAL_TEXTS } from '../../../../shared/advice/refusal-texts.ts'
import { RefusalReasonSchema } from '../../../../shared/model/failure.ts'
import { GOOD_OUTCOMES, type PushedLead } from '../../../../shared/model/push.ts'

/** One reason, and every lead that did not arrive for it. */
export interface Reason {
  readonly text: string
  readonly domains: readonly string[]
}

/** Said of leads that were never tried, because what ended the run held for all: the same reason, then. */
const STOPPED = /^The run stopped: /

/** Why leads did not arrive, the reason of most of them first; a lead without a reason is not among them. */
export const whyNotArrived = (leads: readonly PushedLead[]): readonly Reason[] =>
  reasonsOf(leads.filter(({ outcome }) => !GOOD_OUTCOMES.includes(outcome)))

/** What is said of leads, in the same way. */
export function reasonsOf(leads: readonly Pick<PushedLead, 'domain' | 'reason'>[]): readonly Reason[] {
  const domains = new Map<string, string[]>()
  for (const { domain, reason } of leads) {
    if (reason === null) continue
    const text = reason.replace(STOPPED, '')
    const known = domains.get(text)
    if (known === undefined) domains.set(text, [domain])
    else known.push(domain)
  }
  return [...domains]
    .map(([text, named]) => ({ text, domains: named }))
    .sort((one, other) => other.domains.length - one.domains.length)
}

/** What a reason means and what to do: the rule of the console that refused, or the first code in it that is known; null for other sentences. */
export function meaningOf(reason: string, locale: AdviceLocale): Meaning | null {
  const refusal = RefusalReasonSchema.safeParse(reason)
  if (refusal.success) return REFUSAL_TEXTS[refusal.data][locale]
  const known = codesIn(reason, locale)[0]
  return known === undefined ? null : [known.means, known.remedy]
}
