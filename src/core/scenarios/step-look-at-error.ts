import { adviseFailure } from '../../shared/advice/advise-failure.ts'
import { leadBadgeView } from '../../shared/view/lead-badge-view.ts'
import { say } from '../../shared/words/step-words.ts'
import { adviceOn } from './advice-on.ts'
import { pictureBadge } from './picture-badge.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import type { TestLeadForm } from './test-lead.ts'

/**
 * Looks at a lead whose push failed as an operator would: its badge, and the sentences the window shows for the failure. Notes the badge under
 * the form, and whether the sentences say more than that something failed.
 */
export async function lookAtError(bench: ScenarioBench, form: TestLeadForm, push: string): Promise<StepOutcome> {
  const domain = bench.custody.domain(bench.scenarioId, form)
  const view = leadBadgeView(bench.ports.data.leads.syncState(bench.scope, domain))
  const failure = bench.seen.push(push)?.failure ?? null
  const advice = failure === null ? null : adviseFailure(failure, 'en')
  const evidence = keepEvidence(bench, {
    kind: 'view-model',
    title: `What the window shows of ${domain}`,
    body: { domain, view, failure, advice, ...(await pictureBadge(bench, { domain, view })) },
  })
  const unlinked = { link: null, linkedLeadId: null, isLinkedRecordFound: false }
  bench.seen.note('badge', form, { evidence, view, ...unlinked })
  const saysWhatAndHow = advice !== null && isSentence(advice.whatHappened) && isSentence(advice.whatToDo)
  bench.seen.note('proof', `${form}/advice`, { evidence, holds: saysWhatAndHow })
  return view.badge === 'error' && saysWhatAndHow
    ? { status: 'passed', ...say('advice', failure === null ? {} : adviceOn(failure)) }
    : { status: 'failed', ...say('badgeSays', { badge: view.badge }) }
}

/** More than a word or a code: at least four words. */
const isSentence = (text: string): boolean => text.trim().split(/\s+/).length >= 4
