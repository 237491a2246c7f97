import fc from 'fast-check'
import { it } from 'vitest'

/** A property as a test: `claim` must hold for whatever the arbitraries make. */
export function test<T extends readonly unknown[]>(
  claim: string,
  arbitraries: { readonly [K in keyof T]: fc.Arbitrary<T[K]> },
  check: (...values: T) => void,
): void {
  it(claim, () => {
    fc.assert(
      fc.property(fc.tuple(...(arbitraries as unknown as fc.Arbitrary<unknown>[])), (values) =>
        check(...(values as unknown as T)),
      ),
      { numRuns: 500 },
    )
  })
}

export { fc }
