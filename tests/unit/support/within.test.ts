import { expect, it, vi } from 'vitest'
import { within } from '../../support/bench/within.ts'

it('a part of a bench that never ends breaks off with words; one that ends gives its result and leaves no timer', async () => {
  vi.useFakeTimers()
  try {
    const endless = within(5, 'B2', new Promise(() => undefined))
    const said = expect(endless).rejects.toThrow('B2 did not come to its end within 5 minutes')
    expect(await within(5, 'B3', Promise.resolve(7))).toBe(7)
    await vi.advanceTimersByTimeAsync(300_000)
    await said
    expect(vi.getTimerCount()).toBe(0)
  } finally {
    vi.useRealTimers()
  }
})
