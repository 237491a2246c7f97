import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createGrouping, type Group } from '../../../../src/core/push/grouping.ts'

const limits = { size: () => 1_000, isBusy: () => false }

describe('a group of leads that share a question', () => {
  it('goes on in portions when a thousand are answered at once, in their order', async () => {
    const wentOn: number[] = []
    const join = createGrouping<number, number>(limits, ({ close }: Group<number, number>) => {
      for (const { item, settle } of close()) settle(item)
      return Promise.resolve()
    })
    const all = Promise.all(Array.from({ length: 1_000 }, async (_, at) => wentOn.push(await join(at))))

    const portions: number[] = []
    while (wentOn.length < 1_000) {
      const before = wentOn.length
      await turnOfTheLoop()
      portions.push(wentOn.length - before)
    }
    await all

    expect(Math.max(...portions)).toBeLessThanOrEqual(100)
    expect(wentOn).toEqual(Array.from({ length: 1_000 }, (_, at) => at))
  })

  it('tells everybody of a bug in the answering', async () => {
    const join = createGrouping<number, number>(limits, () => Promise.reject(new Error('a bug')))
    const ends = await Promise.allSettled([join(1), join(2)])
    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})
