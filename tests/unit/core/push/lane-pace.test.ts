import { describe, expect, it } from 'vitest'
import {
  afterCrowding,
  afterPause,
  afterSuccess,
  allowedAt,
  firstPace,
  withHint,
  type LanePace,
} from '../../../../src/core/push/lane-pace.ts'

const successes = (pace: LanePace, count: number, nowMs = 0): LanePace => {
  let now = pace
  for (let n = 0; n < count; n += 1)
    now = afterSuccess(now, { wasFull: true, cutsAtEntry: now.cuts, others: now.allowed - 1, nowMs })
  return now
}
const crowding = (pace: LanePace, others: number) => ({
  cutsAtEntry: pace.cuts,
  allowedAtEntry: pace.allowed,
  others,
  named: null,
  nowMs: 0,
})
const refused = (pace: LanePace, others: number, named: number | null = null, nowMs = 0): LanePace =>
  afterCrowding(pace, { ...crowding(pace, others), named, nowMs })

it('the pace starts low and doubles with every round; where the service says what suits it, it starts there and stays', () => {
  const hinted = withHint(firstPace(), 20)
  expect([firstPace().allowed, successes(firstPace(), 4).allowed]).toEqual([4, 8])
  expect([hinted.allowed, successes(hinted, 100).allowed]).toEqual([20, 20])
  expect(withHint(successes(firstPace(), 20), 30).allowed).toBe(30)
  expect([withHint(hinted, 30).allowed, successes(withHint(hinted, 30), 5).allowed]).toEqual([20, 30])
})

it('a lane that was not full says nothing about more', () => {
  const success = { wasFull: false, cutsAtEntry: 0, others: 1, nowMs: 0 }
  expect(afterSuccess(firstPace(), success)).toMatchObject({ allowed: 4, successes: 0 })
})

describe('a refusal on the way up', () => {
  it('shows how many the service takes: the fewest that were under way when a refused call left', () => {
    const high = successes(firstPace(), 32)
    const cut = afterCrowding(refused(high, 30), crowding(high, 26))
    expect([high.allowed, cut.allowed]).toEqual([36, 26])
  })

  it('that names the limit is taken at its word, in whatever order the calls arrived', () => {
    const high = successes(firstPace(), 32)
    const cut = refused(high, 19, 26)
    expect([cut.allowed, afterCrowding(cut, { ...crowding(high, 12), named: 26 }).allowed]).toEqual([26, 26])
  })

  it('although the named limit was kept means that others share it', () => {
    expect(refused(successes(firstPace(), 32), 20, 52).allowed).toBe(20)
  })
})

it('the next try to rise comes after pauses enough not to matter, the sooner the further the ceiling is, and later after each that failed', () => {
  const known = (level: number) => afterPause(refused(successes(firstPace(), 40), level), { nowMs: 0, ms: 2_000 })
  const waits = [26, 4].map((level) => known(level).probeAtMs)
  expect(waits.map((ms) => Math.round(ms / 1000))).toEqual([102, 4])
  expect(successes(known(26), 1000, 101_000).allowed).toBe(26)
  const probe = successes(known(26), 26, 103_000)
  const back = afterPause(refused(probe, 26), { nowMs: 110_000, ms: 2_000 })
  expect([probe.allowed, back.allowed, Math.round(back.probeAtMs / 1000)]).toEqual([27, 26, 212])
})

describe('a refusal at a level that had worked', () => {
  const settled = successes(withHint(firstPace(), 52), 4000)

  it('means another limit: the one it names, else the pace starts anew', () => {
    expect([settled.allowed, refused(settled, 51).allowed, refused(settled, 51, 9).allowed]).toEqual([52, 4, 9])
    expect(refused(successes(refused(settled, 51), 4), 6).allowed).toBe(6)
  })

  it('is followed by tries to get back, as often as makes the loss least: the longer it has lasted the rarer', () => {
    const triesAfter = (seconds: number) => {
      const fallen = refused(settled, 51, 26)
      const { probeAtMs } = afterPause(fallen, { nowMs: seconds * 1000, ms: 2_000 })
      return Math.round(probeAtMs / 1000) - seconds
    }
    expect([0, 10, 60, 600].map(triesAfter)).toEqual([3, 7, 16, 49])
  })

  it('spends on these tries no more refusals than answers have earned', () => {
    const paused = (pace: LanePace) => afterPause(pace, { nowMs: 0, ms: 2_000 })
    const rich = paused(refused(settled, 51, 4))
    const poor = paused(refused(successes(withHint(firstPace(), 52), 100), 51, 4))
    expect([allowedAt(rich, 1_999), allowedAt(rich, 2_000)]).toEqual([4, 16])
    expect([allowedAt(poor, 2_000), allowedAt(refused(poor, 51, 4), 2_000)]).toEqual([5, 4])
  })

  it('costs a try that fails nothing of the level known to work', () => {
    const fallen = afterPause(refused(settled, 51, 4), { nowMs: 0, ms: 2_000 })
    const failed = afterCrowding(fallen, { ...crowding(fallen, 2), allowedAtEntry: 16, nowMs: 2_000 })
    expect([failed.allowed, afterCrowding(failed, crowding(fallen, 1)).allowed]).toEqual([4, 4])
  })

  it('is forgotten within a few rounds once a call beside the limit got through', () => {
    let pace = afterPause(refused(settled, 51, 4), { nowMs: 0, ms: 2_000 })
    pace = afterSuccess(pace, { wasFull: true, cutsAtEntry: pace.cuts, others: 4, nowMs: 2_300 })
    expect(pace).toMatchObject({ allowed: 5, isRising: true })
    for (let round = 0; round < 4; round += 1) pace = successes(pace, pace.allowed)
    expect(pace).toMatchObject({ allowed: 52, fall: null })
  })
})
