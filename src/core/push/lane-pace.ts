/** How many requests of a tenant may be under way, and what that number was learned from. Pure data; see the functions below. */
export interface LanePace {
  readonly allowed: number
  /** Never more: the service's own hint, and the sockets there are. */
  readonly ceiling: number
  /** Rising from a low start until the service refuses: one more for every success, two more towards a hint. */
  readonly isRising: boolean
  /** The service has said what suits it. */
  readonly isHinted: boolean
  /** The highest level at which a full lane got a call through, since the last start. */
  readonly proven: number
  /** What the next rise adds. */
  readonly step: number
  /** Refusals since a level last proved itself anew. */
  readonly failedProbes: number
  /** Monotonic time before which no rise is tried after a refusal. */
  readonly probeAtMs: number
  /** Successes at this level. */
  readonly successes: number
  /** Counts cuts: a refusal of a call that began before the last one tells at most how many calls were too many. */
  readonly cuts: number
}

/** A refusal for too many calls at once. */
export interface Crowding {
  /** The pace's cuts when the refused call left. */
  readonly cutsAtEntry: number
  /** Other calls under way when it left: so many the service takes, as far as it shows. */
  readonly others: number
}

/** Low, since a new tenant's limits are unknown. */
const FIRST = 4
/** The pool's sockets; also Dataverse's documented limit of concurrent requests per user and web server. */
const MOST = 52
/**
 * A rise that is refused costs the pause the service then asks for: so many pauses lie between two tries where next to nothing is to be gained.
 * The further the ceiling is, the fewer: a low level loses little by a try, and much by staying low; each try that fails doubles them.
 */
const PAUSES_BETWEEN_PROBES = 100

export const firstPace = (): LanePace => ({
  allowed: FIRST,
  ceiling: MOST,
  isRising: true,
  isHinted: false,
  proven: 0,
  step: 1,
  failedProbes: 0,
  probeAtMs: Number.NEGATIVE_INFINITY,
  successes: 0,
  cuts: 0,
})

/** `x-ms-dop-hint`. Source: Microsoft Learn, "Send parallel requests" (going above the hint slows everything down). */
export function withHint(pace: LanePace, hint: number): LanePace {
  const ceiling = Math.max(1, Math.min(MOST, Math.floor(hint)))
  if (pace.isHinted && ceiling === pace.ceiling) return pace
  return { ...pace, ceiling, isHinted: true, allowed: Math.min(pace.allowed, ceiling) }
}

/** A call ended without a refusal. Only a lane that was full says anything about more. `cutsAtEntry`: the pace's cuts when the call left. */
export function afterSuccess(
  pace: LanePace,
  { wasFull, cutsAtEntry, nowMs }: { readonly wasFull: boolean; readonly cutsAtEntry: number; readonly nowMs: number },
): LanePace {
  if (!wasFull || cutsAtEntry < pace.cuts) return pace
  const successes = pace.successes + 1
  // A whole round: one success alone may be of a call that left when there were fewer.
  const proven = successes >= pace.allowed ? Math.max(pace.proven, pace.allowed) : pace.proven
  const now = { ...pace, successes, proven }
  if (pace.allowed >= pace.ceiling) return now
  if (pace.isRising) return risen(now, pace.isHinted ? 2 : 1)
  if (proven < pace.allowed || nowMs < pace.probeAtMs) return now
  const failedProbes = proven > pace.proven ? 0 : pace.failedProbes
  return { ...risen(now, pace.step), step: pace.step * 2, successes: 0, failedProbes }
}

const risen = (pace: LanePace, added: number): LanePace => ({
  ...pace,
  allowed: Math.min(pace.ceiling, pace.allowed + added),
})

/**
 * The service had more calls under way than it takes (0x80072326). Above what has proven itself, the refusal shows how many it takes: those that
 * were under way. At a level that had worked the limit is another one now: the pace starts anew.
 */
export function afterCrowding(pace: LanePace, { cutsAtEntry, others }: Crowding): LanePace {
  const taken = Math.max(1, others)
  if (cutsAtEntry < pace.cuts) {
    const isOfLastCut = cutsAtEntry === pace.cuts - 1 && !pace.isRising
    return isOfLastCut && taken < pace.allowed ? { ...pace, allowed: taken } : pace
  }
  const cut = { ...pace, step: 1, successes: 0, cuts: pace.cuts + 1 }
  if (taken < pace.proven)
    return { ...cut, allowed: Math.min(FIRST, taken), proven: 0, failedProbes: 0, isRising: true }
  return { ...cut, allowed: Math.min(pace.allowed, taken), failedProbes: pace.failedProbes + 1, isRising: false }
}

/** The service asked for silence because of it. */
export function afterPause(pace: LanePace, { nowMs, ms }: { readonly nowMs: number; readonly ms: number }): LanePace {
  if (pace.isRising) return pace
  const share = pace.allowed / pace.ceiling
  const pauses = Math.min(
    PAUSES_BETWEEN_PROBES * share,
    PAUSES_BETWEEN_PROBES * share ** 2 * 2 ** (pace.failedProbes - 1),
  )
  return { ...pace, probeAtMs: nowMs + ms * (1 + pauses) }
}
