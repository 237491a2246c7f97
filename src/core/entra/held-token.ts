import type { Clock } from '../ports/clock.ts'

/** A token in memory. Its end is kept by both clocks and the earlier one counts, since either may stand still or jump. */
export interface HeldToken {
  readonly accessToken: string
  readonly lifetimeMs: number
  readonly endsAtMonotonicMs: number
  readonly endsAtMs: number
}

/** Renewed this long before it ends, or in the last fifth of a short life. */
const RENEW_AHEAD_MS = 5 * 60_000
/** Less than this left is as good as nothing: the request would arrive with an expired token. */
const LAST_USE_MS = 5_000

/** `begun` is when the token was asked for: its life may have begun any time since. */
export const holdToken = (
  issued: { readonly accessToken: string; readonly lifetimeMs: number },
  begun: { readonly monotonicMs: number; readonly ms: number },
): HeldToken => ({
  ...issued,
  endsAtMonotonicMs: begun.monotonicMs + issued.lifetimeMs,
  endsAtMs: begun.ms + issued.lifetimeMs,
})

export const leftMs = (token: HeldToken, clock: Clock): number =>
  Math.max(0, Math.min(token.endsAtMonotonicMs - clock.monotonicMs(), token.endsAtMs - clock.now()))

export const isGood = (token: HeldToken, clock: Clock): boolean => leftMs(token, clock) > LAST_USE_MS

export const isDue = (token: HeldToken, clock: Clock): boolean =>
  leftMs(token, clock) <= Math.min(RENEW_AHEAD_MS, token.lifetimeMs / 5)
