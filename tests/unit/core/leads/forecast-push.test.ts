import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastPush, paceOf } from '../../../../src/core/leads/forecast-push.ts'

const NOW = Date.parse('2026-03-01T12:00:00.000Z')
const forecast = (leads: number, pacePerSecond: number | null = null) =>
  forecastPush({ leads, refused: null, nowMs: NOW, pacePerSecond, ownerName: null })

describe('the forecast of a push', () => {
  it('counts a few leads one by one, and many by the hundred', () => {
    expect([0, 1, 9].map((leads) => forecast(leads).requests)).toEqual([0, 7, 47])
    expect([10, 1_501].map((leads) => forecast(leads).requests)).toEqual([11, 40])
  })

  it('expects a pause only where the requests cross the limit within its window', () => {
    expect(forecast(200_000, 2_000)).toMatchObject({ pauses: 0, seconds: 100 })
    expect(forecast(400_000, 4_000)).toMatchObject({ pauses: 1, seconds: 400 })
    expect(forecast(400_000, 4_000).finishAt).toBe('2026-03-01T12:06:40.000Z')
    expect(forecast(1_000_000, 100)).toMatchObject({ pauses: 0, seconds: 10_000 })
  })

  it('asks nothing for leads that are refused beforehand', () => {
    const told = forecastPush({ leads: 10, refused: 10, nowMs: NOW, pacePerSecond: 5, ownerName: null })
    expect(told).toMatchObject({ leads: 10, refused: 10, requests: 0, seconds: 0 })
  })

  it('without an earlier push goes by the limit alone', () => {
    expect(forecast(5_000)).toMatchObject({ pacePerSecond: null, pauses: 0, seconds: 0 })
    expect(forecast(400_000)).toMatchObject({ pauses: 1, seconds: 300 })
  })

  it('never promises more leads an earlier end', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.nat(1_000),
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        (few, more, pace) => {
          expect(forecast(few + more, pace).seconds).toBeGreaterThanOrEqual(forecast(few, pace).seconds)
        },
      ),
    )
  })

  it('takes its pace from the newest push that was large enough and wrote most of its leads', () => {
    const wrote = (created: number, total: number, durationMs: number) => ({
      total,
      durationMs,
      outcomes: { created, updated: 0 },
    })
    expect(paceOf([wrote(3, 3, 10), wrote(0, 900, 100), wrote(40, 900, 100), wrote(500, 500, 20_000)])).toBe(25)
    expect(paceOf([wrote(3, 3, 10)])).toBeNull()
  })
})
