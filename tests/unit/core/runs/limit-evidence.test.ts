import { describe, expect, it } from 'vitest'
import { limitEvidence } from '../../../../src/core/runs/limit-evidence.ts'

const exchange = (place: number) => ({ place, body: 'x'.repeat(100) })
const exchanges = Array.from({ length: 50 }, (_, place) => exchange(place))

describe('limitEvidence', () => {
  it('leaves alone what is within the limit', () => {
    const body = { domain: 'acme.example', exchanges }
    expect(limitEvidence(body, 10_000)).toBe(body)
  })

  it('keeps the first and the last exchanges, says how many it left out, and stays within the limit', () => {
    const limited = limitEvidence({ domain: 'acme.example', exchanges }, 3_000)
    expect(JSON.stringify(limited).length).toBeLessThanOrEqual(3_000 + 30)
    expect(limited).toMatchObject({ domain: 'acme.example' })
    const { exchanges: kept, cutExchanges } = limited as { exchanges: { place: number }[]; cutExchanges: number }
    expect(kept.map(({ place }) => place).slice(-5)).toEqual([45, 46, 47, 48, 49])
    expect(kept[0]?.place).toBe(0)
    expect(kept.length + cutExchanges).toBe(50)
  })

  it.each([
    ['anything else', { note: 'y'.repeat(5_000) }],
    ['exchanges too large to keep even the last', { exchanges: [{ body: 'z'.repeat(5_000) }] }],
  ])('keeps the beginning of %s as text and says so', (_what, body) => {
    const limited = limitEvidence(body, 1_000)
    expect(limited).toEqual({
      cut: { characters: JSON.stringify(body).length, kept: 1_000 },
      text: JSON.stringify(body).slice(0, 1_000),
    })
  })
})
