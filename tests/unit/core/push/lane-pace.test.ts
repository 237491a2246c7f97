import { expect, it } from 'vitest'
import {
  afterCrowding,
  afterPause,
  afterSuccess,
  firstPace,
  withHint,
  type LanePace,
} from '../../../../src/core/push/lane-pace.ts'

const successes = (pace: LanePace, count: number, nowMs = 0): LanePace => {
  let now = pace
  for (let n = 0; n < count; n += 1) now = afterSuccess(now, { wasFull: true, cutsAtEntry: now.cuts, nowMs })
  return now
}
const refused = (pace: LanePace, others: number): LanePace => afterCrowding(pace, { cutsAtEntry: pace.cuts, others })

it('the pace starts low and doubles with every round; towards a hint it trebles, and stops there', () => {
  const hinted = withHint(firstPace(), 20)
  expect([firstPace().allowed, successes(firstPace(), 4).allowed]).toEqual([4, 8])
  expect([hinted.allowed, successes(hinted, 4).allowed, successes(hinted, 100).allowed]).toEqual([4, 12, 20])
})

it('a lane that was not full says nothing about more', () => {
  expect(afterSuccess(firstPace(), { wasFull: false, cutsAtEntry: 0, nowMs: 0 })).toEqual(firstPace())
})

it('a refusal on the way up shows how many the service takes: the fewest that were under way when a refused call left', () => {
  const high = successes(firstPace(), 32)
  const cut = afterCrowding(refused(high, 30), { cutsAtEntry: high.cuts, others: 26 })
  expect([high.allowed, cut.allowed]).toEqual([36, 26])
})

it('the next try to rise comes after pauses enough not to matter, the sooner the further the ceiling is, and later after each that failed', () => {
  const known = (level: number) => afterPause(refused(successes(firstPace(), 40), level), { nowMs: 0, ms: 2_000 })
  const waits = [26, 4].map((level) => known(level).probeAtMs)
  expect(waits.map((ms) => Math.round(ms / 1000))).toEqual([52, 3])
  expect(successes(known(26), 1000, 51_000).allowed).toBe(26)
  const probe = successes(known(26), 26, 53_000)
  const back = afterPause(refused(probe, 26), { nowMs: 60_000, ms: 2_000 })
  expect([probe.allowed, back.allowed, Math.round(back.probeAtMs / 1000)]).toEqual([27, 26, 112])
})

it('a refusal at a level that had worked means another limit: the pace starts anew', () => {
  const settled = successes(withHint(firstPace(), 52), 200)
  const anew = refused(settled, 51)
  expect([settled.allowed, anew.allowed]).toEqual([52, 4])
  expect(refused(successes(anew, 4), 6).allowed).toBe(6)
})

it('when the limit is lifted it is back within a few rounds', () => {
  let pace = refused(successes(firstPace(), 40), 4)
  for (let round = 0; round < 12; round += 1) pace = successes(pace, pace.allowed)
  expect(pace.allowed).toBe(52)
})
