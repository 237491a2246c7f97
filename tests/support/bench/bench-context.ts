/** What a bench is told by whoever runs it. */
export interface BenchContext {
  /** Drives everything that is drawn; printed with the result, so that a run can be repeated. */
  readonly seed: number
  /** Measured pairs per comparison, `--rounds` or the bench's own number. */
  rounds(own: number): number
  /** Whether a part of the bench is to run: all of them, or those given with `--only`. */
  wants(part: string): boolean
  /** One line about what is going on, to standard error. */
  note(text: string): void
}
