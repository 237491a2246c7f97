import { describe, expect, it } from 'vitest'
import { readNamedLimit } from '../../../../src/core/d365/named-limit.ts'
import { budgetsAfter, emptyForMs, NO_BUDGETS, SpentCalls } from '../../../../src/core/push/lane-budget.ts'

const spentAt = (...endsMs: readonly number[]) => {
  const spent = new SpentCalls()
  for (const endMs of endsMs) spent.add(endMs, 400)
  return spent
}
const refusal = (limit: string, most: number) => ({ limit, named: { most, windowMs: 3_000 } })

it.each([
  ['Number of requests exceeded the limit of 6000 over time window of 300 seconds.', 6_000, 300_000],
  [
    'Combined execution time of incoming requests exceeded limit of 1,200,000 milliseconds over time window of 300 seconds. Decrease …',
    1_200_000,
    300_000,
  ],
  ['Number of concurrent requests exceeded the limit of 52.', 52, null],
])('"%s" names a limit', (words, most, windowMs) => {
  expect(readNamedLimit(words)).toEqual({ most, windowMs })
})

it('a refusal in other words names none', () => {
  expect([readNamedLimit('Too many requests.'), readNamedLimit('İstek sınırı aşıldı: 6000')]).toEqual([null, null])
})

describe('a budget of requests', () => {
  const spent = spentAt(100, 200, 300, 400)
  const known = budgetsAfter(NO_BUDGETS, refusal('requests', 4), spent, 500)

  it('is used up by what ended within the window and what is under way, and comes back as that leaves it', () => {
    const empty = (underWay: number, nowMs: number) => emptyForMs(known, spent, { underWay, nowMs })
    // The first of the four leaves three seconds after it ended, counted in steps of a hundredth of a second.
    expect(empty(0, 500)).toBeCloseTo(100 + 3_000 + 10 - 500)
    expect(empty(0, 3_110)).toBe(0)
    expect(empty(1, 3_110)).toBeCloseTo(200 + 3_000 + 10 - 3_110)
    expect(emptyForMs(NO_BUDGETS, spent, { underWay: 99, nowMs: 500 })).toBe(0)
  })

  it('is what was had where that is more than one server names, and never less than that', () => {
    expect(budgetsAfter(NO_BUDGETS, refusal('requests', 2), spent, 500).requests?.most).toBe(4)
    expect(budgetsAfter(NO_BUDGETS, refusal('requests', 900), spent, 500).requests?.most).toBe(900)
  })

  it('is found out anew after twenty windows', () => {
    const late = spentAt(60_300, 60_310, 60_320, 60_330)
    const empty = (nowMs: number) => emptyForMs(known, late, { underWay: 0, nowMs })
    expect([empty(60_400) > 0, empty(60_500)]).toEqual([true, 0])
  })

  it('is not told by a refusal that names no window', () => {
    expect(budgetsAfter(NO_BUDGETS, { limit: 'requests', named: null }, spent, 500)).toBe(NO_BUDGETS)
  })
})

it('a budget of execution time counts what ended, as the service does', () => {
  const spent = spentAt(100, 200, 300)
  const known = budgetsAfter(NO_BUDGETS, refusal('execution-time', 1_000), spent, 400)
  expect(known.executionMs?.most).toBe(1_200)
  expect(emptyForMs(known, spent, { underWay: 50, nowMs: 400 })).toBeCloseTo(100 + 3_000 + 10 - 400)
  expect(emptyForMs(known, spent, { underWay: 50, nowMs: 3_110 })).toBe(0)
})

it('a hundred thousand calls are remembered at most, and the newest of them', () => {
  const spent = new SpentCalls()
  for (let call = 0; call < 250_000; call += 1) spent.add(call, 1)
  expect([spent.requestsSince(-1) <= 100_000, spent.requestsSince(249_899)]).toEqual([true, 100])
  expect(spent.tookSince(249_899)).toBe(100)
})
