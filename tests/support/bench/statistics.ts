import { createSeededRandom } from '../seeded-random.ts'

export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

/** The value below which the given share of the values lies; linear between neighbours. `values` must not be empty. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  const place = (sorted.length - 1) * share
  const below = sorted[Math.floor(place)]!
  const above = sorted[Math.ceil(place)]!
  return below + (above - below) * (place - Math.floor(place))
}

export const spreadOf = (values: readonly number[]): Spread => ({
  min: quantile(values, 0),
  median: quantile(values, 0.5),
  max: quantile(values, 1),
})

const resamples = 2_000

/** The middle 90 % of the medians of resampled values (percentile bootstrap), seeded. */
export function medianInterval(
  values: readonly number[],
  seed: number,
): { readonly low: number; readonly high: number } {
  const random = createSeededRandom(seed)
  const medians = Array.from({ length: resamples }, () =>
    quantile(
      values.map(() => values[Math.floor(random.fraction() * values.length)]!),
      0.5,
    ),
  )
  return { low: quantile(medians, 0.05), high: quantile(medians, 0.95) }
}
