import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/adapters/node/system-clock.ts'
import { systemRandom } from '../../../src/adapters/node/system-random.ts'

describe('the system clock', () => {
  it('never wakes a sleeper early', async () => {
    const begun = systemClock.monotonicMs()
    await systemClock.sleep(12.7)
    expect(systemClock.monotonicMs() - begun).toBeGreaterThanOrEqual(12.7)
  })

  it('wakes with the reason when the sleep is cancelled, however long it was to be', async () => {
    const stop = new AbortController()
    const reason = new Error('closing')
    const asleep = systemClock.sleep(1e12, stop.signal)
    stop.abort(reason)
    await expect(asleep).rejects.toBe(reason)
    await expect(systemClock.sleep(5, stop.signal)).rejects.toBe(reason)
  })

  it('reads wall time as the machine has it', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000)
  })
})

it('chance stays below one and ids are version 4', () => {
  const fractions = Array.from({ length: 1_000 }, () => systemRandom.fraction())
  expect(fractions.every((fraction) => fraction >= 0 && fraction < 1)).toBe(true)
  expect(new Set(fractions).size).toBeGreaterThan(990)
  expect(systemRandom.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
})
