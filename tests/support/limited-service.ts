import { PushCalls } from '../../src/core/push/push-calls.ts'
import { createTenantLane } from '../../src/core/push/tenant-lane.ts'
import { readOutcome } from '../../src/core/d365/read-outcome.ts'
import { DataverseError } from '../../src/sandbox/dataverse/dataverse-error.ts'
import type { LimitSettings } from '../../src/sandbox/limits/limit-settings.ts'
import { ServiceLimits } from '../../src/sandbox/limits/service-limits.ts'
import { ok, type Result } from '../../src/shared/lib/result.ts'
import type { D365Failure } from '../../src/shared/model/failure.ts'
import { createManualClock } from './manual-clock.ts'
import { createSeededRandom } from './seeded-random.ts'

/** A tenant with the sandbox's limits and no network, in time that is moved by hand. */
export interface LimitedService {
  readonly limits: Partial<LimitSettings>
  readonly serverMs: number
  /** What it recommends (`x-ms-dop-hint`); null = nothing. */
  readonly hint: number | null
  /** It does not say how much is left. */
  readonly isSilent?: boolean
  /** Changes of the limits while it runs: milliseconds from the start, and what they become. */
  readonly changes?: readonly (readonly [number, Partial<LimitSettings>])[]
  /** Every call is refused in between, and told to wait. */
  readonly storm?: { readonly fromMs: number; readonly toMs: number; readonly retryAfterSeconds: number }
  /** The refusal's words, where they are not to be the service's own. */
  readonly words?: string
  /** Ends there, however many calls are left. */
  readonly untilMs?: number
  readonly seed?: number
}

export interface CallsMade {
  readonly seconds: number
  readonly sent: number
  readonly refused: number
  /** Calls that left while the last refusal still asked for silence. */
  readonly insisted: number
  /** How many calls were done after so many milliseconds. */
  readonly doneAt: (ms: number) => number
}

const ON_THE_WAY_MS = 0.5
const ROOMY = { requests: 1e9, executionTimeMs: 1e12, longestRetryAfterSeconds: 10 }
/** Calls that want to be under way at any time. */
export const MOST_AT_ONCE = 52

/** Makes so many calls through the lane of the push engine. */
export async function callThroughLane(calls: number, service: LimitedService): Promise<CallsMade> {
  const clock = createManualClock()
  const random = createSeededRandom(service.seed ?? 1)
  const limits = new ServiceLimits(clock.monotonicMs)
  Object.assign(limits.settings, ROOMY, service.limits)
  const lane = createTenantLane(clock)
  const made = { sent: 0, refused: 0, insisted: 0, ends: [] as number[], silentUntilMs: 0 }
  const travel = () => clock.sleep(ON_THE_WAY_MS + random.fraction() / 2)

  const call = async (): Promise<Result<unknown, D365Failure>> => {
    made.sent += 1
    if (clock.monotonicMs() < made.silentUntilMs) made.insisted += 1
    await travel()
    const { storm } = service
    const isStorm = storm !== undefined && clock.monotonicMs() >= storm.fromMs && clock.monotonicMs() < storm.toMs
    const answer = isStorm
      ? refusal(stormy(storm.retryAfterSeconds))
      : await serve(limits, service, () => clock.sleep(service.serverMs * (1 + random.fraction() / 250)))
    await travel()
    if (answer.ok) {
      made.ends.push(clock.monotonicMs())
      const { requests } = limits.remaining('app', 0)
      lane.note({
        parallelism: service.hint,
        requests: service.isSilent === true ? null : requests,
        executionSeconds: null,
      })
    } else {
      made.refused += 1
      const asked = answer.failure.kind === 'D365RateLimitError' ? answer.failure.retryAfterMs : null
      made.silentUntilMs = Math.max(made.silentUntilMs, clock.monotonicMs() + (asked ?? 0))
    }
    return answer
  }
  const door = new PushCalls({
    lane,
    random,
    signal: new AbortController().signal,
    pen: { usable: () => Promise.resolve(true), flushed: () => Promise.resolve(true) },
    onThrottled: () => undefined,
  })
  for (const [ms, changed] of service.changes ?? []) {
    void clock.sleep(ms).then(() => Object.assign(limits.settings, changed))
  }
  let begun = 0
  const place = async () => {
    while (begun < calls) {
      begun += 1
      await door.ask(call)
    }
  }
  const progress = { isDone: false }
  void Promise.all(Array.from({ length: MOST_AT_ONCE }, place)).then(() => (progress.isDone = true))
  for (let second = 0; second * 1000 < (service.untilMs ?? 10_000_000) && !progress.isDone; second += 1)
    await clock.advance(1000)
  const { sent, refused, insisted, ends } = made
  const doneAt = (ms: number): number => ends.filter((end) => end <= ms).length
  return { seconds: (ends.at(-1) ?? 0) / 1000, sent, refused, insisted, doneAt }
}

async function serve(
  limits: ServiceLimits,
  { serverMs, words }: LimitedService,
  work: () => Promise<void>,
): Promise<Result<null, D365Failure>> {
  try {
    const admission = limits.admit('app', 0)
    await work()
    admission.finish(serverMs)
    return ok(null)
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error
    return refusal(error, words)
  }
}

const stormy = (seconds: number): DataverseError =>
  new DataverseError(429, '0x80072322', 'Too many requests.', { 'Retry-After': String(seconds) })

function refusal({ status, code, message, headers }: DataverseError, words = message): Result<null, D365Failure> {
  const body = JSON.stringify({ error: { code, message: words } })
  const lowered = { 'retry-after': headers['Retry-After'] ?? '' }
  const asked = { method: 'GET', condition: null, clientRequestId: 'c' } as const
  const read = readOutcome(asked, { status, headers: lowered, body }, 0)
  return read.ok ? ok(null) : read
}
