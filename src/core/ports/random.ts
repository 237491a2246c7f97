/** Chance and names, injected so that a seed repeats a run. */
export interface Random {
  /** A number in [0, 1). */
  readonly fraction: () => number
  /** A version 4 UUID, lower case. */
  readonly uuid: () => string
}
