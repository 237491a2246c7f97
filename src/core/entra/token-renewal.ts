import { fail, type Result } from '../../shared/lib/result.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import { wasCancelled } from '../d365/http/transport-failure.ts'
import type { Clock } from '../ports/clock.ts'
import type { Random } from '../ports/random.ts'
import type { HeldToken } from './held-token.ts'

type Asked = Result<HeldToken, D365Failure>

/** After a refusal by configuration (wrong secret), the same question is not asked again for so long. */
const REFUSAL_HOLD_MS = 60_000
const RETRY_PAUSES_MS = [500, 1_500] as const

/**
 * Asks for a token: one request however many callers wait, two repeats for trouble that passes, none before the time Entra ID named.
 * Source: Microsoft Learn, "MSAL: handling of throttling" (Retry-After of the token endpoint).
 */
export function createTokenRenewal(
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  askOnce: () => Promise<Asked>,
): (options?: { readonly asksAnew?: boolean }) => Promise<Asked> {
  let running: Promise<Asked> | null = null
  let hold: { readonly untilMs: number; readonly failure: D365Failure } | null = null

  const ask = async (): Promise<Asked> => {
    let last = await askOnce()
    for (const pauseMs of RETRY_PAUSES_MS) {
      if (last.ok || !isWorthAskingAgain(last.failure)) break
      await clock.sleep(pauseMs * (1 + random.fraction()))
      last = await askOnce()
    }
    const holdMs = last.ok ? 0 : holdAfter(last.failure)
    hold = last.ok || holdMs === 0 ? null : { untilMs: clock.monotonicMs() + holdMs, failure: last.failure }
    return last
  }

  /** What is answered without asking; a question under way is everybody's. */
  const held = (asksAnew: boolean): Asked | null => {
    if (hold === null || running !== null) return null
    const leftMs = hold.untilMs - clock.monotonicMs()
    const isLifted = asksAnew && hold.failure.kind === 'D365AuthenticationError'
    return leftMs <= 0 || isLifted ? null : fail(stillHeld(hold.failure, leftMs))
  }

  return ({ asksAnew = false } = {}) => {
    const known = held(asksAnew)
    if (known !== null) return Promise.resolve(known)
    running ??= ask().finally(() => {
      running = null
    })
    return running
  }
}

function isWorthAskingAgain(failure: D365Failure): boolean {
  if (failure.kind === 'D365APIError') return failure.isTransient && (failure.httpStatus ?? 0) >= 500
  return failure.kind === 'D365NetworkError' && !failure.isTls && !wasCancelled(failure)
}

function holdAfter(failure: D365Failure): number {
  // Without a number it was not Entra ID that refused.
  if (failure.kind === 'D365AuthenticationError') return failure.aadsts === null ? 0 : REFUSAL_HOLD_MS
  return failure.kind === 'D365RateLimitError' ? (failure.retryAfterMs ?? 0) : 0
}

const stillHeld = (failure: D365Failure, leftMs: number): D365Failure =>
  failure.kind === 'D365RateLimitError' ? { ...failure, retryAfterMs: Math.ceil(leftMs) } : failure
