import { setTimeout as wait } from 'node:timers/promises'
import { systemClock } from '../../../src/adapters/node/system-clock.ts'
import { createPushCalls } from '../../../src/core/push/push-calls.ts'
import { createTenantLane } from '../../../src/core/push/tenant-lane.ts'
import type { Result } from '../../../src/shared/lib/result.ts'
import type { D365Failure } from '../../../src/shared/model/failure.ts'
import { createSeededRandom } from '../../support/seeded-random.ts'

export type Answer = Result<unknown, D365Failure>
export type Send = () => Promise<Answer>

/** Gets `tasks` calls done; answers how many succeeded in the end. */
export type Policy = (tasks: number, send: Send, seed: number) => Promise<number>

/** How long a refusal asks for silence; null for any other answer. */
export const retryAfterMs = (answer: Answer): number | null =>
  !answer.ok && answer.failure.kind === 'D365RateLimitError' ? (answer.failure.retryAfterMs ?? 0) : null

/** The lane of the push engine, as it is: one gate for all calls, and a number of places that it learns. */
export const ours: Policy = (tasks, send, seed) => {
  const calls = createPushCalls({
    lane: createTenantLane(systemClock),
    random: createSeededRandom(seed),
    signal: new AbortController().signal,
    pen: { usable: () => Promise.resolve(true), flushed: () => Promise.resolve(true) },
    onThrottled: () => undefined,
  })
  return all(tasks, MOST_AT_ONCE, async () => (await calls.ask(send)).ok)
}

const MOST_AT_ONCE = 52

/** Re-implemented from the documentation of axios-retry: three retries with a doubling pause; told to count 429 among the retryable. */
export const axiosRetryLike: Policy = (tasks, send) =>
  all(tasks, MOST_AT_ONCE, async () => {
    for (let retry = 0; ; retry += 1) {
      const answer = await send()
      if (answer.ok || retry === 3) return answer.ok
      await wait(100 * 2 ** (retry + 1))
    }
  })

/** Re-implemented from the published source of Microsoft's ServiceClient: each call waits for its own Retry-After, ten times at most. */
export const serviceClientLike: Policy = (tasks, send) =>
  all(tasks, MOST_AT_ONCE, async () => {
    for (let retry = 0; ; retry += 1) {
      const answer = await send()
      if (answer.ok || retry === 10) return answer.ok
      await wait(retryAfterMs(answer) ?? 5_000)
    }
  })

/** Re-implemented from the release notes of the nearest Node peer: eight at once, one pause for all, three sends. */
export const sharedGateLike: Policy = (tasks, send) => {
  let opensAtMs = 0
  return all(tasks, 8, async () => {
    for (let sends = 1; ; sends += 1) {
      while (performance.now() < opensAtMs) await wait(opensAtMs - performance.now())
      const answer = await send()
      if (answer.ok || sends === 3) return answer.ok
      opensAtMs = Math.max(opensAtMs, performance.now() + (retryAfterMs(answer) ?? 1_000))
    }
  })
}

/** Tasks one after another in so many places; answers how many went well. */
async function all(tasks: number, places: number, doOne: () => Promise<boolean>): Promise<number> {
  let begun = 0
  let done = 0
  const place = async () => {
    while (begun < tasks) {
      begun += 1
      if (await doOne()) done += 1
    }
  }
  await Promise.all(Array.from({ length: places }, place))
  return done
}
