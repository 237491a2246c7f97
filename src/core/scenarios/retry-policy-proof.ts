import { z } from 'zod'
import type { Attempt } from '../../shared/model/push.ts'
import { retryDelayMs } from '../push/retry-delay.ts'

/** The runbook's figures, written here once more and not taken from the policy they judge. */
const FIRST_MS = 60_000
const CAP_MS = 3_600_000
const MOST_JITTER_MS = 10_000
const EVALUATED = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
/** As near to the end of chance's range as a number gets in practice. */
const NEARLY_ONE = 1 - 1e-9

/** Milliseconds. `least` and `most` are what the runbook allows for retry `n` (0-based). */
const DelaySchema = z.object({
  push: z.string(),
  n: z.int(),
  delayMs: z.number(),
  leastMs: z.number(),
  mostMs: z.number(),
})
export const RetryPolicyBodySchema = z.object({
  recorded: z.array(DelaySchema),
  evaluated: z.array(
    z.object({ n: z.int(), shortestMs: z.number(), longestMs: z.number(), leastMs: z.number(), mostMs: z.number() }),
  ),
})
export type RetryPolicyBody = z.infer<typeof RetryPolicyBodySchema>

const boundsOf = (n: number): { readonly leastMs: number; readonly mostMs: number } => {
  const leastMs = Math.min(FIRST_MS * 2 ** n, CAP_MS)
  return { leastMs, mostMs: leastMs + MOST_JITTER_MS }
}

/** A pause that D365 asked for is no retry, and not the policy's to decide. */
const isAskedPause = (failure: Attempt['failure']): boolean =>
  failure?.kind === 'D365RateLimitError' && failure.retryAfterMs !== null

/** Puts the delays that pushes recorded, and the very same policy evaluated for n = 0…10, beside what the runbook allows. */
export function proveRetryPolicy(
  pushes: Readonly<Record<string, readonly Attempt[]>>,
  policy: (n: number, fraction: number) => number = retryDelayMs,
): RetryPolicyBody {
  const recorded = Object.entries(pushes).flatMap(([push, attempts]) =>
    attempts
      .filter(({ delayMs, failure }) => delayMs !== null && !isAskedPause(failure))
      .map(({ delayMs }, n) => ({ push, n, delayMs: delayMs ?? 0, ...boundsOf(n) })),
  )
  const evaluated = EVALUATED.map((n) => ({
    n,
    shortestMs: policy(n, 0),
    longestMs: policy(n, NEARLY_ONE),
    ...boundsOf(n),
  }))
  return { recorded, evaluated }
}

/** Why the delays are not exponential and capped; null when they are. */
export function complainOfBackoff({ recorded, evaluated }: RetryPolicyBody): string | null {
  if (recorded.length === 0) return 'No delay was recorded.'
  const off = recorded.find(({ delayMs, leastMs, mostMs }) => delayMs < leastMs || delayMs > mostMs)
  if (off) return `Retry ${String(off.n + 1)} of ${off.push} waited ${String(off.delayMs)} ms.`
  const wrong = evaluated.find(
    ({ shortestMs, longestMs, leastMs, mostMs }) => shortestMs < leastMs || longestMs > mostMs,
  )
  return wrong
    ? `The policy waits ${String(wrong.shortestMs)} to ${String(wrong.longestMs)} ms for n = ${String(wrong.n)}.`
    : null
}

/** Why there is no jitter that spreads retries; null when there is. */
export function complainOfJitter({ recorded, evaluated }: RetryPolicyBody): string | null {
  const spread = evaluated.find(({ shortestMs, longestMs }) => longestMs - shortestMs < MOST_JITTER_MS / 2)
  if (spread) return `For n = ${String(spread.n)} chance changes next to nothing.`
  const jitters = new Set(recorded.map(({ delayMs, leastMs }) => delayMs - leastMs))
  return jitters.size > 1 ? null : 'The recorded delays have no jitter.'
}
