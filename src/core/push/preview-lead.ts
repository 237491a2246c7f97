import type { PushedLead } from '../../shared/model/push.ts'
import { isGuid, NIL_ID } from '../leads/lead-id.ts'
import { failureText } from './failure-text.ts'
import { judgeFound } from './judge-found.ts'
import { lookUpLead, readLead } from './look-up-lead.ts'
import { nextStep } from './next-step.ts'
import { differencesFrom, type PushScene } from './push-scene.ts'

/**
 * What a push would do now, in the words of its outcome: `created` means it would create. Asks D365 and writes nothing, here or there.
 * `organizationId` comes from WhoAmI.
 */
export async function previewLead(scene: PushScene, organizationId: string): Promise<PushedLead> {
  const { journal, lead, mapped, request } = scene
  const { d365LeadId, generation, status } = journal.state()
  const told = (outcome: PushedLead['outcome'], reason: string | null, id: string | null = d365LeadId): PushedLead => ({
    domain: lead.domain,
    outcome,
    status,
    reason,
    d365_lead_id: id,
  })
  const failed = (failure: Parameters<typeof failureText>[0]): PushedLead => {
    const step = nextStep({ failure, isUnknown: false }, { retriesUsed: 0, maxRetries: 0, fraction: 0 })
    return told(step.kind === 'end' ? step.outcome : 'failed', failureText(failure))
  }

  if (d365LeadId !== null && isGuid(d365LeadId) && d365LeadId !== NIL_ID) {
    const stored = await readLead(scene, d365LeadId)
    if (!stored.ok) return failed(stored.failure)
    if (stored.value !== null) {
      const isBehind = request.policy === 'update' && differencesFrom(scene, stored.value).length > 0
      return isBehind ? told('updated', null) : told('skipped', 'already_exists')
    }
  }
  if (mapped.faults.length > 0) return told('rejected', mapped.faults.join(' '))
  const found = await lookUpLead(scene, organizationId, generation)
  if (!found.ok) return failed(found.failure)
  const judged = judgeFound(lead, found.value, journal.isKnownOurs)
  if (judged.kind === 'none') return told('created', null)
  return judged.kind === 'ours'
    ? told('adopted', 'already_exists', judged.record.leadId)
    : told('conflict', judged.reason)
}
