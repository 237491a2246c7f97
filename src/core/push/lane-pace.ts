/** How many requests of a tenant may be under way, and what that number was learned from. Pure data; see the functions below. */
export interface LanePace {
  readonly allowed: number
  /** Never more: the service's own hint, and the sockets there are. */
  readonly ceiling: number
  /** Rising until the service refuses: one more for every success, two more towards a hint. */
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
  /** What further refusals of the last cut do not go below. */
  readonly floor: number
  /** Counts cuts: a refusal of a call that began before the last one tells at most how many calls were too many. */
  readonly cuts: number
  /** The tenant took more before: when that ended, and the level that had proved itself. */
  readonly fall: { readonly atMs: number; readonly from: number } | null
  /** Refusals that calls answered since have earned. */
  readonly credit: number
}

/** A refusal for too many calls at once. */
export interface Crowding {
  /** The pace's cuts when the refused call left. */
  readonly cutsAtEntry: number
  /** How many calls might be under way when it left. */
  readonly allowedAtEntry: number
  /** Other calls under way then: so many the service takes, as far as they are counted in the order in which they arrived. */
  readonly others: number
  /** The limit that the refusal names; it holds on one web server, of which there may be several. */
  readonly named: number | null
  readonly nowMs: number
}

export interface Success {
  /** Only a lane that was full says anything about more. */
  readonly wasFull: boolean
  /** The pace's cuts when the call left. */
  readonly cutsAtEntry: number
  /** Other calls under way when it left. */
  readonly others: number
  readonly nowMs: number
}

/** Low, since a new tenant's limits are unknown. */
const FIRST = 4
/** The pool's sockets; also Dataverse's documented limit of concurrent requests per user and web server. */
const MOST = 52
/**
 * A rise that is refused costs the pause the service then asks for: so many pauses lie between two tries where next to nothing is to be gained.
 * The further the ceiling is, the fewer: a low level loses little by a try, and much by staying low; each try that fails doubles them.
 */
const PAUSES_BETWEEN_PROBES = 200
const MOST_BETWEEN_PROBES = 1_000
/** Tries to get back to a level that was had may cost so many refusals per answer, and no more saved up than this. */
const EARNED = 0.025
const MOST_EARNED = 150

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
  floor: 1,
  cuts: 0,
  fall: null,
  credit: 0,
})

/**
 * `x-ms-dop-hint`: where the lane starts, and a ceiling. Source: Microsoft Learn, "Send parallel requests" (the number is the environment's own and
 * meant to be used; going above it slows everything down).
 */
export function withHint(pace: LanePace, hint: number): LanePace {
  const ceiling = Math.max(1, Math.min(MOST, Math.floor(hint)))
  if (pace.isHinted && ceiling === pace.ceiling) return pace
  const start = !pace.isHinted && pace.cuts === 0 ? ceiling : 0
  return { ...pace, ceiling, isHinted: true, allowed: Math.min(ceiling, Math.max(pace.allowed, start)) }
}

/** How many calls may be under way now: more than is known to work where a try to get back is due and its refusals are earned. */
export function allowedAt({ allowed, ceiling, isRising, fall, credit, probeAtMs }: LanePace, nowMs: number): number {
  if (fall === null || isRising || credit < 1 || nowMs < probeAtMs) return allowed
  const added = Math.min(3 * allowed, Math.max(1, Math.floor(credit / 4)))
  return Math.min(Math.max(allowed, Math.min(fall.from, ceiling)), allowed + added)
}

/** A call ended without a refusal. */
export function afterSuccess(before: LanePace, { wasFull, cutsAtEntry, others, nowMs }: Success): LanePace {
  const pace = { ...before, credit: Math.min(MOST_EARNED, before.credit + EARNED) }
  if (cutsAtEntry < pace.cuts) return pace
  // It was let in beside as many as were thought to be the limit.
  if (pace.fall !== null && !pace.isRising && others >= pace.allowed)
    return { ...pace, allowed: others + 1, isRising: true, successes: 0 }
  if (!wasFull) return pace
  const successes = pace.successes + 1
  // A whole round: one success alone may be of a call that left when there were fewer.
  const proven = successes >= pace.allowed ? Math.max(pace.proven, pace.allowed) : pace.proven
  return afterFull({ ...pace, successes, proven }, pace, nowMs)
}

function afterFull(pace: LanePace, before: LanePace, nowMs: number): LanePace {
  const { allowed, proven, fall } = pace
  if (fall !== null && proven >= Math.min(fall.from, pace.ceiling)) return { ...pace, fall: null }
  if (allowed >= pace.ceiling) return pace
  if (pace.isRising) return risen(pace, pace.isHinted ? 2 : 1)
  if (fall !== null || proven < allowed || nowMs < pace.probeAtMs) return pace
  const failedProbes = proven > before.proven ? 0 : pace.failedProbes
  return { ...risen(pace, pace.step), step: pace.step * 2, successes: 0, failedProbes }
}

const risen = (pace: LanePace, added: number): LanePace => ({
  ...pace,
  allowed: Math.min(pace.ceiling, pace.allowed + added),
})

/**
 * The service had more calls under way than it takes (0x80072326). Above what has proven itself the level is the limit that the refusal names; where
 * that is not told, or was kept, as many as were under way. At a level that had worked the limit is another one now: where it is not named the
 * pace starts anew.
 */
export function afterCrowding(before: LanePace, crowding: Crowding): LanePace {
  const pace = { ...before, credit: Math.max(0, before.credit - 1) }
  const taken = Math.max(1, crowding.others)
  if (crowding.cutsAtEntry < pace.cuts) {
    const isOfLastCut = crowding.cutsAtEntry === pace.cuts - 1 && !pace.isRising
    return isOfLastCut ? { ...pace, allowed: Math.min(pace.allowed, Math.max(pace.floor, taken)) } : pace
  }
  const cut = { ...pace, step: 1, successes: 0, cuts: pace.cuts + 1 }
  if (taken < pace.proven && crowding.allowedAtEntry <= pace.proven) return fallen(cut, crowding)
  const floor = floorAfter(pace, crowding)
  const allowed = floor ?? Math.min(pace.allowed, taken)
  return { ...cut, allowed, floor: floor ?? 1, failedProbes: pace.failedProbes + 1, isRising: false }
}

/** Where more was tried than the limit that is named, or than the level known to work, that is what is left; else null. */
function floorAfter({ allowed }: LanePace, { named, allowedAtEntry }: Crowding): number | null {
  if (named !== null && named > 0 && named < Math.max(allowed, allowedAtEntry)) return named
  return allowed < allowedAtEntry ? allowed : null
}

function fallen(cut: LanePace, { others, named, nowMs }: Crowding): LanePace {
  const fall = { atMs: nowMs, from: Math.max(cut.proven, cut.fall?.from ?? 0) }
  const anew = { ...cut, proven: 0, failedProbes: 0, fall }
  const allowed = Math.max(1, Math.min(named ?? FIRST, others))
  return { ...anew, allowed, floor: allowed, isRising: named === null }
}

/** The service asked for silence because of it. */
export function afterPause(pace: LanePace, { nowMs, ms }: { readonly nowMs: number; readonly ms: number }): LanePace {
  if (pace.isRising) return pace
  if (pace.fall !== null) return { ...pace, probeAtMs: nowMs + Math.max(ms, betweenTries(pace, pace.fall, nowMs, ms)) }
  const share = pace.allowed / pace.ceiling
  const pauses = Math.min(
    MOST_BETWEEN_PROBES * share,
    PAUSES_BETWEEN_PROBES * share ** 2 * 2 ** (pace.failedProbes - 1),
  )
  return { ...pace, probeAtMs: nowMs + ms * (1 + pauses) }
}

/**
 * From one try to get back to the next. A try costs a pause at the level there is, waiting for it half of the time between two at the level that
 * is missed: the sum is least at this square root, when a fall that has lasted so long is expected to last as long again.
 */
function betweenTries(
  { allowed }: LanePace,
  fall: NonNullable<LanePace['fall']>,
  nowMs: number,
  pauseMs: number,
): number {
  const lastedMs = nowMs - fall.atMs + pauseMs
  return Math.sqrt((2 * pauseMs * lastedMs * allowed) / Math.max(1, fall.from - allowed))
}
