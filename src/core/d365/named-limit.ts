/** The service protection limit that a refusal names. */
export interface NamedLimit {
  /** Requests, requests at once, or milliseconds of execution time. */
  readonly most: number
  /** Null where the limit is not one of a window. */
  readonly windowMs: number | null
}

const IN_WORDS =
  /exceeded (?:the )?limit of (\d[\d,]*)(?: milliseconds)?(?: over (?:a )?time window of (\d[\d,]*) seconds)?/i

/**
 * Reads it from the refusal's text, where it is in English; null elsewhere. The limit holds for one user on one web server, so that more than it
 * names may be had. Source: Microsoft Learn, "Service protection API limits" (texts of the three errors).
 */
export function readNamedLimit(message: string): NamedLimit | null {
  const [, most, seconds] = IN_WORDS.exec(message) ?? []
  if (most === undefined) return null
  const number = (text: string): number => Number(text.replaceAll(',', ''))
  return { most: number(most), windowMs: seconds === undefined ? null : number(seconds) * 1000 }
}
