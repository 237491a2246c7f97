import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { PushedLead } from '../../shared/model/push.ts'
import type { LeadRecord } from '../d365/d365-client.ts'
import { isGuid, NIL_ID } from '../leads/lead-id.ts'
import { failureText } from './failure-text.ts'
import { judgeFound } from './judge-found.ts'
import { lookUpLead, ownIdsOf, readLead } from './look-up-lead.ts'
import { nextStep } from './next-step.ts'
import { columnsOf, differencesFrom, type PushScene } from './push-scene.ts'
import { isRejected } from './try-push.ts'

/**
 * What a push would do now, in the words of its outcome: `created` means it would create. Asks D365 and writes nothing, here or there.
 * `organizationId` comes from WhoAmI.
 */
export async function previewLead(scene: PushScene, organizationId: string): Promise<PushedLead> {
  const faults = scene.mapped.faults.join(' ')
  if (isRejected(scene)) return told(scene, 'rejected', faults)
  const stored = await readStored(scene)
  if (!stored.ok) return failed(scene, stored.failure)
  if (stored.value !== null) {
    const changed = scene.request.policy === 'update' ? columnsOf(differencesFrom(scene, stored.value)) : []
    return changed.length > 0
      ? told(scene, 'updated', `Overwrites what D365 has in ${changed.join(', ')}.`)
      : told(scene, 'skipped', 'already_exists')
  }
  if (faults !== '') return told(scene, 'rejected', faults)
  return previewNew(scene, organizationId)
}

async function previewNew(scene: PushScene, organizationId: string): Promise<PushedLead> {
  const { journal, lead } = scene
  const found = await lookUpLead(scene, ownIdsOf(scene, organizationId))
  if (!found.ok) return failed(scene, found.failure)
  const judged = judgeFound(lead, found.value, (id) => journal.isKnownOurs(id))
  if (judged.kind === 'none') return told(scene, 'created', null)
  if (judged.kind === 'conflict') return told(scene, 'conflict', judged.reason)
  return told(scene, 'adopted', 'already_exists', judged.record.leadId)
}

async function readStored(scene: PushScene): Promise<Result<LeadRecord | null, Failure>> {
  const id = scene.journal.state().d365LeadId
  if (id === null || id === NIL_ID || !isGuid(id)) return ok(null)
  const answer = await readLead(scene, id)
  return answer.ok ? ok(answer.value.record) : answer
}

function told(
  { journal, lead }: PushScene,
  outcome: PushedLead['outcome'],
  reason: string | null,
  adoptedId: string | null = null,
): PushedLead {
  const { status, d365LeadId } = journal.state()
  return { domain: lead.domain, outcome, status, reason, d365_lead_id: adoptedId ?? d365LeadId }
}

function failed(scene: PushScene, failure: Failure): PushedLead {
  const step = nextStep({ failure, isUnknown: false }, { retriesUsed: 0, maxRetries: 0, fraction: 0 })
  return told(scene, step.kind === 'end' ? step.outcome : 'failed', failureText(failure))
}
