/** What a history of pushes promised and what D365 holds at its end. */
export interface PushHistory {
  /** Domains that were accepted, with what the console says became of each. */
  readonly pushed: readonly { readonly domain: string; readonly isThere: boolean | 'unknown' }[]
  /** The subject of every lead in D365. */
  readonly subjectsInD365: readonly string[]
  /** Leads that were in D365 before and have nothing to do with the history. */
  readonly knownBefore?: readonly string[]
}

/** Empty sets all three: every lead once, none too many, none from nowhere. */
export interface ExactlyOnceVerdict {
  /** Said to be in D365, and not there. */
  readonly lost: readonly string[]
  /** There more than once. */
  readonly duplicated: readonly string[]
  /** There although nobody pushed it, or although the console says it is not. */
  readonly unexpected: readonly string[]
}

const SUBJECT = 'Hunter: '

/**
 * The set check of Jepsen's queue tests: every operation ends as done, not done or indeterminate, and only the last may go either way.
 * Source: Jepsen, `checker/total-queue`.
 */
export function exactlyOnceVerdict({ pushed, subjectsInD365, knownBefore = [] }: PushHistory): ExactlyOnceVerdict {
  const times = new Map<string, number>()
  for (const subject of subjectsInD365) times.set(subject, (times.get(subject) ?? 0) + 1)
  const said = new Map(pushed.map(({ domain, isThere }) => [`${SUBJECT}${domain}`, isThere]))
  const known = new Set(knownBefore)
  return {
    lost: pushed.flatMap(({ domain, isThere }) =>
      isThere === true && !times.has(`${SUBJECT}${domain}`) ? [domain] : [],
    ),
    duplicated: [...times].flatMap(([subject, count]) => (count > 1 && !known.has(subject) ? [subject] : [])),
    unexpected: [...times.keys()].filter((subject) => !known.has(subject) && (said.get(subject) ?? false) === false),
  }
}

export const NOTHING_WRONG: ExactlyOnceVerdict = { lost: [], duplicated: [], unexpected: [] }
