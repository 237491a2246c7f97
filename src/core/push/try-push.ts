import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Clock } from '../ports/clock.ts'
import { adoptLead, leaveToAdmin, skipLead } from './adopt-lead.ts'
import { createLead } from './create-lead.ts'
import { judgeFound } from './judge-found.ts'
import { lookUpLead, ownIdsOf } from './look-up-lead.ts'
import type { FailedTry } from './next-step.ts'
import { differencesFrom, done, failedTry, type PushScene, type TryEnd } from './push-scene.ts'
import { updateLead } from './update-lead.ts'
import { verifyStoredId } from './verify-stored-id.ts'

/**
 * One try of a push, from the question to the row. Every try begins by asking, so that a try after a lost answer finds what the one before it
 * left. Source: docs/adr/0003-deterministic-id-and-conditional-create.md.
 */
export async function tryPush(scene: PushScene, clock: Clock): Promise<TryEnd> {
  const { journal, mapped, request } = scene
  journal.closeWaits()
  if (isRejected(scene)) return reject(scene)
  const organization = await reachOrganization(scene)
  if (!organization.ok) return { kind: 'failed', ...organization.failure }

  const storedId = journal.state().d365LeadId
  if (storedId !== null) {
    const stored = await verifyStoredId(scene, storedId)
    if (!stored.ok) return failedTry(stored.failure)
    if (stored.value !== null) {
      const isBehind = request.policy === 'update' && differencesFrom(scene, stored.value.record).length > 0
      return isBehind ? updateLead(scene, stored.value, clock) : skipLead(scene, stored.value, clock)
    }
  }
  return mapped.faults.length > 0 ? reject(scene) : pushAsNew(scene, organization.value, clock)
}

async function pushAsNew(scene: PushScene, organizationId: string, clock: Clock): Promise<TryEnd> {
  const { journal, lead } = scene
  const { status, generation } = journal.state()
  // In company a lead stays `queued` until its write leaves.
  if (status !== 'unknown' && scene.carrier.organization() === null) journal.change({ status: 'in_progress' })
  const own = ownIdsOf(scene, organizationId)
  const found = await lookUpLead(scene, own)
  if (!found.ok) return failedTry(found.failure)
  const judged = judgeFound(lead, found.value, (id) => journal.isKnownOurs(id))
  const { isSeenAbsent, requestIds } = found.value
  if (judged.kind === 'ours') return adoptLead(scene, { ...judged, requestIds }, clock)
  // The question was answered: whatever was sent under these ids before did not arrive.
  for (const { leadId } of own) journal.settleLost(leadId, 'nothing')
  if (judged.kind === 'conflict') return leaveToAdmin(scene, judged, requestIds)
  const d365LeadId = own.find((id) => id.generation === generation)?.leadId ?? ''
  return createLead({ scene, organizationId, clock, generation, d365LeadId, isSeenAbsent, givenUp: 0 })
}

/** A token, and the organisation it leads to. */
async function reachOrganization(scene: PushScene): Promise<Result<string, FailedTry>> {
  const known = scene.carrier.organization()
  if (known !== null) {
    scene.journal.moveTo({ tenantId: scene.request.connection.tenant.id, organizationId: known })
    return ok(known)
  }
  const { calls, context, journal, request } = scene
  const { connection, runId } = request
  const signal = context.signal
  const token = await calls.ask(() => connection.tokens.acquire(signal === undefined ? {} : { signal }))
  if (!token.ok) {
    const { failure } = token
    const detail = { kind: failure.kind, aadsts: failure.kind === 'D365AuthenticationError' ? failure.aadsts : null }
    const requestIds = 'requestIds' in failure ? failure.requestIds : null
    journal.note('d365_token_acquisition_failed', failure.message, { level: 'error', requestIds, detail })
    return fail({ failure, isUnknown: false })
  }
  if (!token.value.isFromCache) {
    const { expiresAt, lifetimeMs, accessToken } = token.value
    journal.note('d365_token_acquired', 'Entra ID issued a token.', {
      detail: { expiresAt, lifetimeMs, tokenLength: accessToken.length },
    })
  }
  const organization = await scene.knowOrganization(connection, runId, { calls, context })
  if (!organization.ok) return fail({ failure: organization.failure, isUnknown: false, concerns: 'run' })
  journal.moveTo({ tenantId: connection.tenant.id, organizationId: organization.value })
  return ok(organization.value)
}

/** Nothing of a lead with faults is sent. Under policy `skip` one with an id is only asked about first. */
export const isRejected = ({ mapped, journal, request }: Pick<PushScene, 'mapped' | 'journal' | 'request'>): boolean =>
  mapped.faults.length > 0 && (request.policy === 'update' || journal.state().d365LeadId === null)

/** D365 would refuse the lead: say so before anything is sent. */
function reject(scene: PushScene): TryEnd {
  const message = scene.mapped.faults.join(' ')
  scene.journal.change({ status: 'error', error: message })
  scene.journal.note('d365_push_failed', message, { level: 'warning', detail: { isSent: false } })
  const fields = scene.mapped.faults.map((text) => ({ field: text.split(':')[0] ?? '', message: text }))
  return done(scene, 'rejected', message, { kind: 'InvalidInput', message, fields })
}
