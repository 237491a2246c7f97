import { PushResultSchema, type PushedLead } from '../../shared/model/push.ts'
import type { Run } from '../../shared/model/run.ts'
import type { CorePorts } from '../ports/core-ports.ts'

const PAGE = 1_000
/** A report is built in memory; leads beyond these are counted and not listed. */
const MOST_LEADS = 100_000

/** The run with every lead of a bulk push in its result, of which it keeps only the first hundreds itself; any other run as it is. */
export function withAllLeads({ data }: Pick<CorePorts, 'data'>, run: Run): Run {
  const result = run.kind === 'push' ? PushResultSchema.safeParse(run.result).data : undefined
  if (result === undefined || result.unlisted === 0) return run
  const leads: PushedLead[] = []
  let after: string | null = null
  do {
    const page = data.pushQueue.page(run.id, { outcomes: null, after, limit: PAGE })
    leads.push(...page.leads)
    after = page.next
  } while (after !== null && leads.length < MOST_LEADS)
  // Leads that never had their turn are not in the pages but may be among those the result lists.
  if (leads.length < result.leads.length) return run
  return { ...run, result: { ...result, leads, unlisted: result.total - leads.length } }
}
