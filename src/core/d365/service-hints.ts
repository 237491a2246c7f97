/** What Dataverse says beside an answer about how much more it would take. All of it is advice; null where it said nothing. */
export interface ServiceHints {
  /** `x-ms-dop-hint`: how many requests at once suit this environment. */
  readonly parallelism: number | null
  /** Requests left in the current window, on the web server that answered. */
  readonly requests: number | null
  /** Seconds of execution time left in the current window, on the web server that answered. */
  readonly executionSeconds: number | null
}

/**
 * Numbers come with a thousands comma and decimals (`1,200.00`).
 * Source: Microsoft Learn, "Service protection API limits", "Send parallel requests".
 */
export function readServiceHints(headers: Readonly<Record<string, string>>): ServiceHints {
  const number = (name: string): number | null => {
    const text = headers[name]?.replaceAll(',', '').trim() ?? ''
    return /^\d+(\.\d+)?$/.test(text) ? Number(text) : null
  }
  return {
    parallelism: number('x-ms-dop-hint'),
    requests: number('x-ms-ratelimit-burst-remaining-xrm-requests'),
    executionSeconds: number('x-ms-ratelimit-time-remaining-xrm-requests'),
  }
}
