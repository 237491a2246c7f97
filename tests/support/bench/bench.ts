import type { BenchContext } from './bench-context.ts'
import type { Comparison, Target } from './compare.ts'

/** A single figure beside the comparisons: a size, a share, a slope. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Bound that the figure should keep; without one it only informs. */
  readonly target?: Target
}

export interface BenchResult {
  readonly comparisons: readonly Comparison[]
  readonly figures: readonly Figure[]
}

/**
 * One file `tests/bench/<name>.bench.ts` exports one of these as `bench`. It runs in a Node process of its own and starts whatever
 * else it measures in processes of their own, so that two sides never share an event loop.
 */
export interface Bench {
  /** What is measured against what, in one line. */
  readonly title: string
  run(context: BenchContext): Promise<BenchResult>
}
