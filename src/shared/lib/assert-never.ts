/** Ends a `switch` over a closed union: the compiler refuses a forgotten case, and a value from outside the types throws. */
export function assertNever(value: never, what: string): never {
  throw new Error(`Unexpected ${what}: ${JSON.stringify(value)}`)
}
