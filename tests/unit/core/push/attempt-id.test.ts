import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validate, version } from 'uuid'
import { attemptId } from '../../../../src/core/push/attempt-id.ts'

const wallTimes = fc.integer({ min: 0, max: 2 ** 48 - 1 })

describe('the id of an attempt', () => {
  it('is a UUID of version 7', () => {
    fc.assert(
      fc.property(wallTimes, fc.uuid({ version: 4 }), (nowMs, chance) => {
        const id = attemptId(nowMs, chance)
        expect([validate(id), version(id)]).toEqual([true, 7])
      }),
    )
  })

  it('sorts by the time the attempt began', () => {
    fc.assert(
      fc.property(wallTimes, wallTimes, fc.uuid({ version: 4 }), fc.uuid({ version: 4 }), (one, other, ...chance) => {
        fc.pre(one < other)
        expect(attemptId(one, chance[0]) < attemptId(other, chance[1])).toBe(true)
      }),
    )
  })
})
