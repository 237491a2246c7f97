/** What a trial saw. */
export interface Sighting {
  /** One sentence per claim that did not hold; empty = the trial passed. */
  readonly wrong: readonly string[]
  /** What was counted, for the soak's report. */
  readonly figures: Readonly<Record<string, number>>
}

/**
 * A fault, as often as wanted: the suite runs it with few counts, `npm run soak` with many, the same body for both. Everything random in it is
 * drawn from `seed`, so that a trial that failed can be run again.
 */
export interface Trial<Counts extends Readonly<Record<string, number>> = Readonly<Record<string, number>>> {
  /** `F4` and the like: the project's list of faults (docs/testing.md). */
  readonly fault: string
  /** What holds whatever this fault does. */
  readonly claim: string
  readonly inSuite: Counts
  readonly inSoak: Counts
  readonly run: (counts: Counts, seed: number) => Promise<Sighting>
}

/** Collects what a trial finds wrong and what it counts. */
export class Notes {
  private readonly sentences: string[] = []
  private readonly counted: Record<string, number> = {}

  /** Notes the sentence unless `holds`. */
  expect(holds: boolean, sentence: string): void {
    if (!holds) this.sentences.push(sentence)
  }

  /** Notes that two values, compared as JSON, are not the same. */
  expectSame(what: string, actual: unknown, expected: unknown): void {
    const [seen, wanted] = [JSON.stringify(actual), JSON.stringify(expected)]
    this.expect(seen === wanted, `${what}: ${seen}, expected ${wanted}`)
  }

  count(name: string, amount: number): void {
    this.counted[name] = (this.counted[name] ?? 0) + amount
  }

  sighting(): Sighting {
    return { wrong: this.sentences, figures: this.counted }
  }
}
