/** What a command has to say once it ran. */
export interface Outcome {
  /** The one document of `--json`. */
  readonly document: unknown
  /** The same for people. */
  readonly text: () => string
  /** False = exit code 1: it ran, and the outcome is bad. */
  readonly isGood: boolean
}

export const outcome = (document: unknown, text: () => string, isGood = true): Outcome => ({ document, text, isGood })
