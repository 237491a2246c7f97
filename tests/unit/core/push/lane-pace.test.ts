import { expect, it } from 'vitest'
import { afterCrowding, afterSuccess, firstPace, withHint, type LanePace } from '../../../../src/core/push/lane-pace.ts'

const successes = (pace: LanePace, count: number): LanePace => {
  let now = pace
  for (let n = 0; n < count; n += 1) now = afterSuccess(now, true)
  return now
}

it('the pace starts low and doubles with every round; towards a hint it trebles, and stops there', () => {
  const hinted = withHint(firstPace(), 20)
  expect([firstPace().allowed, successes(firstPace(), 4).allowed]).toEqual([4, 8])
  expect([hinted.allowed, successes(hinted, 4).allowed, successes(hinted, 100).allowed]).toEqual([4, 12, 20])
})

it('a lane that was not full says nothing about more', () => {
  expect(afterSuccess(firstPace(), false)).toEqual(firstPace())
})

it('a refusal halves it, once for all calls that were under way', () => {
  const high = successes(firstPace(), 28)
  const cut = afterCrowding(high, high.cuts)
  expect([high.allowed, cut.allowed, afterCrowding(cut, high.cuts).allowed]).toEqual([32, 16, 16])
})

it('a refused probe goes back one step, and comes later each time', () => {
  const cut = afterCrowding(successes(firstPace(), 4), 0)
  const probe = successes(cut, cut.patience * cut.allowed)
  const back = afterCrowding(probe, probe.cuts)
  expect([cut.allowed, probe.allowed, back.allowed]).toEqual([4, 5, 4])
  expect(back.patience).toBeGreaterThan(cut.patience)
})

it('when the limit is lifted it is back within a few rounds', () => {
  let pace = afterCrowding(successes(firstPace(), 100), 0)
  for (let round = 0; round < 10; round += 1) pace = successes(pace, pace.allowed)
  expect(pace.allowed).toBe(52)
})
