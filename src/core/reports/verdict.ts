import { GOOD_OUTCOMES } from '../../shared/model/push.ts'
import type { ReportModel } from './report-model.ts'

/** `nothing`: no check, scenario or lead was executed; `unfinished`: the run was cut before its end. Neither is ever a success. */
export type Verdict = 'success' | 'failure' | 'unfinished' | 'nothing'

type Facts = Pick<ReportModel, 'counts' | 'push'> & { readonly run: Pick<ReportModel['run'], 'status'> }

/** What the whole run came to. A push succeeds when every lead ended in D365. */
export function verdictOf({ counts, push, run }: Facts): Verdict {
  const { scenarios, checks } = counts
  const leads = push?.total ?? 0
  if (scenarios.executed + checks.executed + leads === 0) return 'nothing'
  const inD365 = push === null ? 0 : GOOD_OUTCOMES.reduce((sum, outcome) => sum + push.outcomes[outcome], 0)
  if (scenarios.failed + checks.failed > 0 || inD365 < leads) return 'failure'
  return run.status === 'passed' || run.status === 'failed' ? 'success' : 'unfinished'
}
