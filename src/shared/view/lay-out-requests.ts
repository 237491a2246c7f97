/** A wait with no request under way is drawn this short, or the bars around it would vanish. */
const LONGEST_GAP_MS = 2_000

interface Timed {
  /** ISO 8601; a request whose time was not kept follows the one before it. */
  readonly at?: string | null | undefined
  readonly durationMs: number
}

export interface Bar<T> {
  readonly exchange: T
  /** Milliseconds from the first request, long waits taken out. */
  readonly from: number
  readonly lasts: number
}

/** Lays requests out on one line of time, in the order they were sent. */
export function layOutRequests<T extends Timed>(exchanges: readonly T[]): readonly Bar<T>[] {
  const bars: Bar<T>[] = []
  let cut = 0
  let busyUntil = 0
  const start = Date.parse(exchanges.find(({ at }) => at)?.at ?? '') || 0
  for (const exchange of [...exchanges].sort((a, b) => Date.parse(a.at ?? '') - Date.parse(b.at ?? '') || 0)) {
    const lasts = Math.max(exchange.durationMs, 0)
    const stamped = exchange.at ? Math.max(Date.parse(exchange.at) - start, 0) - cut : busyUntil
    const idle = stamped - busyUntil
    if (idle > LONGEST_GAP_MS) cut += idle - LONGEST_GAP_MS
    const from = Math.max(idle > LONGEST_GAP_MS ? busyUntil + LONGEST_GAP_MS : stamped, 0)
    bars.push({ exchange, from, lasts })
    busyUntil = Math.max(busyUntil, from + lasts)
  }
  return bars
}
