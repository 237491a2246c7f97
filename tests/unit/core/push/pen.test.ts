import { beforeEach, describe, expect, it } from 'vitest'
import { createDeferredPen, MOST_AT_ONCE } from '../../../../src/core/push/pen.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

/** What reached the store, transaction by transaction, and whether the disk was waited for. */
let transactions: { readonly works: number[]; readonly isFlushed: boolean }[]
let works: number[]
beforeEach(() => {
  transactions = []
  works = []
})

const openPen = () =>
  createDeferredPen({
    data: {
      tryTransaction: (work, { isFlushed = true } = {}) => {
        works = []
        const result = work()
        transactions.push({ works, isFlushed })
        return ok(result)
      },
    },
    clock: createManualClock(),
    signal: new AbortController().signal,
    onTrouble: () => undefined,
  })
const upTo = (count: number) => Array.from({ length: count }, (_none, at) => at)
const allWritten = () => transactions.flatMap(({ works: some }) => some)

describe('what thousands of leads write in one instant', () => {
  it('is written in its order and in portions, between which the program attends to everything else', async () => {
    const pen = openPen()
    for (const each of upTo(3.5 * MOST_AT_ONCE)) pen.write(() => works.push(each))
    const attended = new Promise<number>((resolve) => setImmediate(() => resolve(transactions.length)))
    expect(await pen.stored()).toBe(true)
    expect(await attended).toBeLessThan(4)
    expect(allWritten()).toEqual(upTo(3.5 * MOST_AT_ONCE))
    expect(transactions.map(({ works: some }) => some.length)).toEqual([1000, 1000, 1000, 500])
  })

  it('is on the disk in one go where a call is about to leave', async () => {
    const pen = openPen()
    for (const each of upTo(2 * MOST_AT_ONCE)) pen.write(() => works.push(each))
    const isFlushed = pen.flushed()
    expect(transactions).toMatchObject([{ works: { length: 2 * MOST_AT_ONCE }, isFlushed: true }])
    expect(await isFlushed).toBe(true)
  })

  it('keeps together what belongs together', async () => {
    const pen = openPen()
    for (const each of upTo(MOST_AT_ONCE - 1)) pen.write(() => works.push(each))
    pen.together(() => {
      pen.write(() => works.push(-1))
      pen.together(() => pen.write(() => works.push(-2)))
      pen.write(() => works.push(-3))
    })
    pen.write(() => works.push(7))
    await pen.stored()
    expect(transactions.map(({ works: some }) => some.slice(-3))).toEqual([[-1, -2, -3], [7]])
  })

  it('does not wait for what others write meanwhile', async () => {
    const pen = openPen()
    pen.write(() => works.push(1))
    const stored = pen.stored()
    for (const each of upTo(5 * MOST_AT_ONCE)) pen.write(() => works.push(each))
    await stored
    expect(transactions).toHaveLength(1)
  })
})
