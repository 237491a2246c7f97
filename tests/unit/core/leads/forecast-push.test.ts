import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastPush, paceOf } from '../../../../src/core/leads/forecast-push.ts'

const NOW = Date.parse('2026-03-01T12:00:00.000Z')
const forecast = (leads: number, pacePerSecond: number | null = null) =>
  forecastPush({ leads, nowMs: NOW, pacePerSecond, ownerName: null })

describe('the forecast of a push', () => {
  it('counts what is asked at most, and the pauses that the request limit brings at that pace', () => {
    expect(forecast(1_000, 50)).toMatchObject({ requests: 5_000, pauses: 0, seconds: 20 })
    expect(forecast(5_000, 50)).toMatchObject({ requests: 25_000, pauses: 4, seconds: 1_300 })
    expect(forecast(5_000, 50).finishAt).toBe('2026-03-01T12:21:40.000Z')
  })

  it('expects no pause of a push that is slower than the limit, however long it lasts', () => {
    expect(forecast(100_000, 4)).toMatchObject({ pauses: 0, seconds: 25_000 })
  })

  it('without an earlier push goes by the limit alone', () => {
    expect(forecast(100)).toMatchObject({ pacePerSecond: null, pauses: 0, seconds: 0 })
    expect(forecast(5_000)).toMatchObject({ pauses: 4, seconds: 1_200 })
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

  it('takes its pace from the newest push that was large enough to have one', () => {
    expect(
      paceOf([
        { total: 3, durationMs: 10 },
        { total: 500, durationMs: 20_000 },
        { total: 900, durationMs: 1 },
      ]),
    ).toBe(25)
    expect(paceOf([{ total: 3, durationMs: 10 }])).toBeNull()
  })
})
