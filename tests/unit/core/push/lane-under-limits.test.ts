import { describe, expect, it } from 'vitest'
import { callThroughLane, MOST_AT_ONCE, type CallsMade, type LimitedService } from '../../../support/limited-service.ts'

/** Seconds that a round of calls takes, on the way and at the server. */
const ROUND = 0.252
const CAPPED = { serverMs: 250, hint: 52 }
const shareRefused = ({ refused, sent }: CallsMade): number => refused / sent

/** 52 places for 20 s, 4 for so many, 52 again; with the seconds of a client that knows. */
const dip = (seconds: number): { readonly service: LimitedService; readonly oracle: number } => ({
  service: {
    ...CAPPED,
    limits: { concurrent: 52 },
    changes: [
      [20_000, { concurrent: 4 }],
      [20_000 + seconds * 1000, { concurrent: 52 }],
    ],
  },
  oracle: 20 + seconds + (8_480 - (20 * 52 + seconds * 4) / ROUND) / (52 / ROUND),
})

describe('the lane, on limits that nobody told it', () => {
  it('learns a window of requests from one refusal, then never meets it again', async () => {
    const made = await callThroughLane(850, { limits: { requests: 100, windowMs: 5_000 }, serverMs: 20, hint: 52 })
    expect(40.02 / made.seconds).toBeGreaterThan(0.97)
    expect([made.refused, made.insisted]).toEqual([1, 0])
  })

  it('learns it as well where the service does not say how much is left, from one burst', async () => {
    const service = { limits: { requests: 100, windowMs: 5_000 }, serverMs: 20, hint: 52, isSilent: true }
    const made = await callThroughLane(850, service)
    expect(40.02 / made.seconds).toBeGreaterThan(0.97)
    expect([made.refused <= 51, made.insisted]).toEqual([true, 0])
  })

  it('goes on with one call after each wait where the refusal names nothing', async () => {
    const words = 'İstek sınırı aşıldı.'
    const made = await callThroughLane(850, {
      limits: { requests: 100, windowMs: 5_000 },
      serverMs: 20,
      hint: 52,
      words,
    })
    expect(40.02 / made.seconds).toBeGreaterThan(0.9)
    expect([made.refused <= 60, made.insisted]).toEqual([true, 0])
  })

  it.each([1, 5, 30, 300])(
    'in a storm that refuses everything for a minute and asks for %i s sends one call after each wait, and goes on with the first that gets through',
    async (retryAfterSeconds) => {
      const storm = { fromMs: 10_000, toMs: 70_000, retryAfterSeconds }
      const made = await callThroughLane(8_000, { ...CAPPED, limits: {}, storm })
      const waits = Math.ceil(60 / retryAfterSeconds)
      const resumedMs = 10_250 + waits * retryAfterSeconds * 1_020 + 3 * ROUND * 1_000
      expect(made.insisted).toBe(0)
      expect(made.refused).toBeLessThanOrEqual(MOST_AT_ONCE + waits)
      expect(shareRefused(made)).toBeLessThan(0.03)
      expect(made.doneAt(resumedMs) - made.doneAt(70_000)).toBeGreaterThan(MOST_AT_ONCE)
    },
  )

  it('learns a budget of execution time', async () => {
    const limits = { executionTimeMs: 400_000, windowMs: 100_000 }
    const made = await callThroughLane(4_000, { limits, serverMs: 1_000, hint: 52 })
    expect(908 / made.seconds).toBeGreaterThan(0.97)
    expect(shareRefused(made)).toBeLessThan(0.03)
  })

  it('finds a cap on calls at once and stays at it', async () => {
    const made = await callThroughLane(6_240, { ...CAPPED, limits: { concurrent: 26 } })
    expect((240 * ROUND) / made.seconds).toBeGreaterThan(0.95)
    expect(shareRefused(made)).toBeLessThan(0.005)
    expect(made.insisted).toBe(0)
  })

  it('follows a cap that falls and comes back, whenever that is: 0.93 at the least, 0.95 on average, and little is refused', async () => {
    const ratios: number[] = []
    for (let seconds = 9; seconds <= 11; seconds += 0.25) {
      const { service, oracle } = dip(seconds)
      const made = await callThroughLane(8_480, service)
      ratios.push(oracle / made.seconds)
      expect(shareRefused(made)).toBeLessThan(0.02)
      expect(made.insisted).toBe(0)
    }
    expect(Math.min(...ratios)).toBeGreaterThan(0.93)
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeGreaterThan(0.95)
  })
})
