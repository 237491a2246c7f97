import type { Failure } from '../../shared/model/failure.ts'
import type { PushedLead } from '../../shared/model/push.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import { giveUp, postpone, stop } from './end-push.ts'
import { isUnjudged, judgeByTenant } from './judge-by-tenant.ts'
import { nextStep } from './next-step.ts'
import type { Done, PushScene } from './push-scene.ts'
import { slept } from './stop.ts'
import { tryPush } from './try-push.ts'

export interface PushEnd {
  readonly lead: PushedLead
  readonly failure: Failure | null
  readonly retries: number
  /** Milliseconds waited for throttling that named no pause. */
  readonly throttledMs: number
}

export interface Pushing {
  readonly scene: PushScene
  readonly clock: Clock
  readonly random: Random
  readonly signal: AbortSignal
}

/** One push: tries until it is done, the policy ends it, or somebody does. The only owner of retries of writes. */
export async function pushLead({ scene: prepared, clock, random, signal }: Pushing): Promise<PushEnd> {
  const { journal, request } = prepared
  const before = journal.state()
  journal.note('push_lead_to_d365', 'A push of this lead began.')
  journal.note('d365_push_started', 'The push started.')
  // No turn is waited where it is known already: many leads set off at once.
  const scene = isUnjudged(prepared) ? await judgeByTenant(prepared) : prepared
  let throttledMs = 0
  for (let retries = 0; ; retries += 1) {
    const ended = ({ lead, failure }: Done): PushEnd => ({ lead, failure, retries, throttledMs })
    const over = (end: Done): PushEnd => {
      journal.closeWaits()
      return ended(end)
    }
    const end = await tryPush(scene, clock)
    if (end.kind === 'done') return over(end)
    const failed = { ...end, isOpen: end.isUnknown || journal.hasLost() }
    if (signal.aborted) return ended(stop(scene, failed, before, signal))
    const maxRetries = request.maxRetries ?? request.connection.tenant.maxRetries
    const step = nextStep(
      { ...end, isUnknown: failed.isOpen },
      { retriesUsed: retries, maxRetries, fraction: random.fraction() },
    )
    if (step.kind === 'end') return over(giveUp(scene, end, step.outcome, before))
    postpone(scene, end, step.delayMs, retries)
    if (end.failure.kind === 'D365RateLimitError') throttledMs += step.delayMs
    if (!(await slept(clock, step.delayMs, signal))) return ended(stop(scene, failed, before, signal))
  }
}
