import { setTimeout as wait } from 'node:timers/promises'
import { systemClock } from '../../../src/adapters/node/system-clock.ts'
import type { ServiceHints } from '../../../src/core/d365/service-hints.ts'
import { PushCalls } from '../../../src/core/push/push-calls.ts'
import { createTenantLane } from '../../../src/core/push/tenant-lane.ts'
import type { Result } from '../../../src/shared/lib/result.ts'
import type { D365Failure } from '../../../src/shared/model/failure.ts'
import { createSeededRandom } from '../../support/seeded-random.ts'

export type Answer = Result<unknown, D365Failure>
/** Makes one call. `onHints` hears what the service says of its limits beside the answer. */
export type Send = (onHints?: (hints: ServiceHints) => void) => Promise<Answer>

export interface PolicyOptions {
  readonly seed: number
  /** What the service said of its limits before. */
  readonly hints: ServiceHints | null
  /** Calls the policy off: it begins nothing more and ends its waits. */
  readonly signal: AbortSignal
}

/** Gets `tasks` calls done, or gives them up; ends when none is left, or soon after it was called off. */
export type Policy = (tasks: number, send: Send, options: PolicyOptions) => Promise<void>

/** How long a refusal asks for silence; null for any other answer. */
export const retryAfterMs = (answer: Answer): number | null =>
  !answer.ok && answer.failure.kind === 'D365RateLimitError' ? (answer.failure.retryAfterMs ?? 0) : null

/** The lane of the push engine, as it is: one gate for all calls, and limits that it learns. */
export const ours: Policy = (tasks, send, { seed, hints, signal }) => {
  const lane = createTenantLane(systemClock)
  if (hints !== null) lane.note(hints)
  const calls = new PushCalls({
    lane,
    random: createSeededRandom(seed),
    signal,
    pen: { usable: () => Promise.resolve(true), flushed: () => Promise.resolve(true) },
    onThrottled: () => undefined,
  })
  return inPlaces(MOST_AT_ONCE, { tasks, signal }, async () => {
    await calls.ask(() => send(lane.note))
  })
}

const MOST_AT_ONCE = 52

/** Re-implemented from the documentation of axios-retry: three retries with a doubling pause; told to count 429 among the retryable. */
export const axiosRetryLike: Policy = (tasks, send, { signal }) =>
  inPlaces(MOST_AT_ONCE, { tasks, signal }, async () => {
    for (let retry = 0; !hasEnded(signal); retry += 1) {
      const answer = await send()
      if (answer.ok || retry === 3) return
      await waited(100 * 2 ** (retry + 1), signal)
    }
  })

/** Re-implemented from the published source of Microsoft's ServiceClient: each call waits for its own Retry-After, ten times at most. */
export const serviceClientLike: Policy = (tasks, send, { signal }) =>
  inPlaces(MOST_AT_ONCE, { tasks, signal }, async () => {
    for (let retry = 0; !hasEnded(signal); retry += 1) {
      const answer = await send()
      if (answer.ok || retry === 10) return
      await waited(retryAfterMs(answer) ?? 5_000, signal)
    }
  })

/** Re-implemented from the release notes of the nearest Node peer: eight at once, one pause for all, three sends. */
export const sharedGateLike: Policy = (tasks, send, { signal }) => {
  let opensAtMs = 0
  return inPlaces(8, { tasks, signal }, async () => {
    for (let sends = 1; ; sends += 1) {
      while (performance.now() < opensAtMs && !hasEnded(signal)) await waited(opensAtMs - performance.now(), signal)
      if (hasEnded(signal)) return
      const answer = await send()
      if (answer.ok || sends === 3) return
      opensAtMs = Math.max(opensAtMs, performance.now() + (retryAfterMs(answer) ?? 1_000))
    }
  })
}

// Behind a function: the compiler takes a flag it has seen unset for unset for ever.
const hasEnded = (signal: AbortSignal): boolean => signal.aborted

/** Waits until so long from now, at once when that is past; ends with the signal. A timer may fire a little early. */
async function waited(ms: number, signal: AbortSignal): Promise<void> {
  const untilMs = performance.now() + ms
  for (let leftMs = ms; leftMs > 0 && !hasEnded(signal); leftMs = untilMs - performance.now())
    await wait(leftMs, undefined, { signal }).catch(() => undefined)
}

/** Tasks one after another in so many places. */
async function inPlaces(
  places: number,
  { tasks, signal }: { readonly tasks: number; readonly signal: AbortSignal },
  doOne: () => Promise<void>,
): Promise<void> {
  let begun = 0
  const place = async () => {
    while (begun < tasks && !hasEnded(signal)) {
      begun += 1
      await doOne()
    }
  }
  await Promise.all(Array.from({ length: places }, place))
}
