import { randomInt, randomUUID } from 'node:crypto'
import type { Random } from '../../core/ports/random.ts'

/** 48 bits: the most that `randomInt` gives at once, and more than any jitter needs. */
const STEPS = 2 ** 48 - 1

/** Chance from the operating system's generator. */
export const systemRandom: Random = {
  fraction: () => randomInt(STEPS) / STEPS,
  uuid: () => randomUUID(),
}
