import { describe, expect, it } from 'vitest'
import { trialsAt } from '../../../support/weather/trials.ts'

const SEED = 20_261_123

describe.each(trialsAt('inSuite'))('$fault', ({ claim, run }) => {
  it(claim, { timeout: 180_000 }, async () => {
    const { wrong } = await run(SEED)
    expect(wrong).toEqual([])
  })
})
