import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Failure } from '../../shared/model/failure.ts'
import type { PushedLead, PushOutcome } from '../../shared/model/push.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { scopeOf } from '../leads/lead-key.ts'
import { failureText } from './failure-text.ts'
import type { Pen } from './pen.ts'
import type { PushRun } from './push-run-input.ts'
import type { RunProgress } from './run-progress.ts'
import { writePatiently } from './write-patiently.ts'

const AT_ONCE = 1_000

/** Leads that never had their turn, since the run was cancelled or met what every lead would meet: they become what they were. */
export async function endWithoutTurn(
  { deps, run, tenant }: Pick<PushRun, 'deps' | 'run'> & { readonly tenant: Tenant },
  haltedBy: Failure | null,
  progress: RunProgress | null,
): Promise<void> {
  const { data } = deps.ports
  const end = { ...reasonOf(haltedBy), most: AT_ONCE }
  const patience = { ports: deps.ports, onTrouble: progress?.trouble, goesOn: () => true }
  for (;;) {
    const scope = scopeOf(data.tenants.get(run.tenantId) ?? tenant)
    const ended = await writePatiently(patience, () => data.pushQueue.giveBack(run.id, scope, end))
    if (!ended.ok) break
    for (let at = 0; at < ended.value; at += 1)
      progress?.done({ domain: '', outcome: end.outcome, status: null, reason: null, d365_lead_id: null })
    if (ended.value < AT_ONCE) break
    await turnOfTheLoop()
  }
  deps.events.emit({ type: 'leads-changed' })
}

/** A bug ended the run in the middle: what was sent and not answered is unknown, the rest never had its turn. */
export async function endBrokenOff(
  { deps, run, tenant, pen }: Pick<PushRun, 'deps' | 'run'> & { readonly tenant: Tenant; readonly pen: Pen },
  progress: RunProgress,
): Promise<void> {
  // A bug in what was to be written is the one that ended the run, and is told as such.
  await pen.stored().catch(() => false)
  for (const lead of endUnanswered({ deps, run })) progress.done(lead)
  const bug: Failure = { kind: 'Cancelled', message: 'an error in the console broke it off; the log says which.' }
  await endWithoutTurn({ deps, run, tenant }, bug, progress)
}

/** A run that an earlier process left is cancelled: the same, and nobody asks D365 before the next start. */
export async function endLeft(ended: Pick<PushRun, 'deps' | 'run'> & { readonly tenant: Tenant }): Promise<void> {
  await writePatiently({ ports: ended.deps.ports, goesOn: () => true }, () => endUnanswered(ended))
  await endWithoutTurn(ended, null, null)
}

/** Leads of a run that were sent and whose answer nobody read become unknown. */
function endUnanswered({ deps, run }: Pick<PushRun, 'deps' | 'run'>): readonly PushedLead[] {
  const { data } = deps.ports
  const sent = data.attempts.listOpen().filter(({ runId, state }) => runId === run.id && state !== 'waiting')
  const reason = 'The run broke off before the answer was read; D365 is asked at the next start.'
  return data.transaction(() =>
    sent.map(({ domain, organizationId, d365LeadId }) => {
      const scope = { tenantId: run.tenantId, organizationId }
      const state = data.leads.syncState(scope, domain)
      data.leads.saveSyncState(scope, domain, { ...state, status: 'unknown', error: reason })
      const lead = { domain, outcome: 'unknown', status: 'unknown', reason, d365_lead_id: d365LeadId } as const
      data.pushQueue.finish(run.id, lead)
      return lead
    }),
  )
}

function reasonOf(haltedBy: Failure | null): { readonly outcome: PushOutcome; readonly reason: string } {
  if (haltedBy === null) return { outcome: 'failed', reason: 'Cancelled before its turn.' }
  if (haltedBy.kind === 'Refused') return { outcome: 'refused', reason: haltedBy.reason }
  return { outcome: 'failed', reason: `The run stopped: ${failureText(haltedBy)}` }
}
