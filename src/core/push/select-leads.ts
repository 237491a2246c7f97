import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { SyncBadgeSchema, SyncStatusSchema } from '../../shared/model/lead.ts'
import { keyOf } from '../leads/lead-key.ts'
import { GOOD_OUTCOMES, PushResultSchema, type PushSelection } from '../../shared/model/push.ts'
import type { LeadStore, RunStore, SyncScope } from '../ports/stores.ts'

const WORDS: readonly string[] = [...new Set([...SyncStatusSchema.options, ...SyncBadgeSchema.options])]

/** The domains a selection means, each once. A status may be a stored word or a badge's; NULL, `pending` and `not_synced` are one. */
export function selectLeads(
  { leads, runs }: { readonly leads: Pick<LeadStore, 'domains'>; readonly runs: Pick<RunStore, 'get'> },
  scope: SyncScope,
  selection: PushSelection,
): Result<readonly string[], Failure> {
  if ('domains' in selection) return ok([...new Set(selection.domains.map(keyOf))])
  if ('failedOf' in selection) {
    const result = PushResultSchema.safeParse(runs.get(selection.failedOf)?.result)
    if (!result.success) return fail(noSuchRun(selection.failedOf))
    return ok(result.data.leads.filter(({ outcome }) => !GOOD_OUTCOMES.includes(outcome)).map(({ domain }) => domain))
  }
  if ('all' in selection) return ok(leads.domains(scope, { statuses: null }))
  const status = selection.status.trim().toLowerCase().replaceAll(' ', '_')
  if (WORDS.includes(status)) return ok(leads.domains(scope, { statuses: [status] }))
  const message = `"${selection.status.slice(0, 40)}" is no status; there are ${WORDS.join(', ')}.`
  return fail({ kind: 'InvalidInput', message, fields: [{ field: 'status', message }] })
}

const noSuchRun = (runId: string): Failure => ({
  kind: 'NotFound',
  what: 'run',
  message: `There is no push run ${runId} that is over.`,
})
