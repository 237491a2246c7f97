import type { Random } from '../../src/core/ports/random.ts'

/** Chance that repeats: the same seed gives the same numbers and ids. Not for cryptography. */
export function createSeededRandom(seed = 1): Random {
  let state = seed >>> 0
  // Mulberry32: 32 bits of state, good enough spread for tests, a few operations a number.
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => Math.floor(fraction() * 16).toString(16)).join('')
  return {
    fraction,
    uuid: () => {
      const variant = '89ab'.charAt(Math.floor(fraction() * 4))
      return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`
    },
  }
}
