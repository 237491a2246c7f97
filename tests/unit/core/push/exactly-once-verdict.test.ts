import { describe, expect, it } from 'vitest'
import { exactlyOnceVerdict, NOTHING_WRONG } from '../../../support/exactly-once-verdict.ts'

const pushed = (isThere: boolean | 'unknown') => [{ domain: 'a.example', isThere }]

describe('the verdict on a history of pushes', () => {
  it('has nothing to say of a lead that is there once, and of one that is rightly not there', () => {
    expect(exactlyOnceVerdict({ pushed: pushed(true), subjectsInD365: ['Hunter: a.example'] })).toEqual(NOTHING_WRONG)
    expect(exactlyOnceVerdict({ pushed: pushed(false), subjectsInD365: [] })).toEqual(NOTHING_WRONG)
  })

  it('lets a lead nobody is sure of be there or not, but not twice', () => {
    expect(exactlyOnceVerdict({ pushed: pushed('unknown'), subjectsInD365: [] })).toEqual(NOTHING_WRONG)
    expect(exactlyOnceVerdict({ pushed: pushed('unknown'), subjectsInD365: ['Hunter: a.example'] })).toEqual(
      NOTHING_WRONG,
    )
    const twice = ['Hunter: a.example', 'Hunter: a.example']
    expect(exactlyOnceVerdict({ pushed: pushed('unknown'), subjectsInD365: twice }).duplicated).toEqual([
      'Hunter: a.example',
    ])
  })

  it('finds the lost, the doubled, and what should not be there', () => {
    expect(exactlyOnceVerdict({ pushed: pushed(true), subjectsInD365: [] }).lost).toEqual(['a.example'])
    expect(exactlyOnceVerdict({ pushed: pushed(false), subjectsInD365: ['Hunter: a.example'] }).unexpected).toEqual([
      'Hunter: a.example',
    ])
    expect(
      exactlyOnceVerdict({ pushed: [], subjectsInD365: ['Hunter: b.example', 'Old'], knownBefore: ['Old'] }).unexpected,
    ).toEqual(['Hunter: b.example'])
  })
})
