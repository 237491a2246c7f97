import { describe, expect, test } from 'vitest'
import { compare, judge } from '../../support/bench/compare.ts'

const context = { seed: 1, rounds: (own: number) => own, wants: () => true, note: () => undefined }

describe('a comparison', () => {
  test('takes the ratio pair by pair, so that a slow pair falls on both sides', async () => {
    const slowness = [1, 1, 5, 1, 5]
    const side = (figure: number) => {
      let turn = 0
      return { name: `side of ${figure}`, measure: () => figure * slowness[turn++]! }
    }
    const { ratio, pairs } = await compare(context, {
      name: 'doubling',
      unit: 'ms',
      ours: side(20),
      peer: side(10),
      rounds: 4,
    })
    expect(ratio).toEqual({ min: 2, median: 2, max: 2, low: 2, high: 2 })
    expect(pairs).toEqual([
      [20, 10],
      [100, 50],
      [20, 10],
      [100, 50],
    ])
  })

  test('misses its target only when the whole interval lies past it', () => {
    const around = { median: 0.94, low: 0.9, high: 0.97 }
    expect(judge(around, { atLeast: 0.98 })).toBe('missed')
    expect(judge(around, { atLeast: 0.95 })).toBe('unclear')
    expect(judge(around, { atLeast: 0.93 })).toBe('met')
    expect(judge(around, { atMost: 0.85 })).toBe('missed')
    expect(judge(around)).toBe('informs')
  })
})
