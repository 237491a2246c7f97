/** How many requests of a tenant may be under way, and what that number was learned from. Pure data; see the functions below. */
export interface LanePace {
  readonly allowed: number
  /** Never more: the service's own hint, and the sockets there are. */
  readonly ceiling: number
  /** Rising from a low start until the service refuses for the first time: one more for every success, two more towards a hint. */
  readonly isRising: boolean
  /** The service has said what suits it. */
  readonly isHinted: boolean
  /** What the last rise added; 0 when the level has proven itself or was cut. */
  readonly probing: number
  /** What the next rise adds. */
  readonly step: number
  /** Rounds without a refusal (a round = as many successes as are allowed at once) before the next rise. */
  readonly patience: number
  readonly successes: number
  /** Counts cuts: a refusal of a call that began before the last one says nothing new. */
  readonly cuts: number
}

/** Low, since a new tenant's limits are unknown. */
const FIRST = 4
/** The pool's sockets; also Dataverse's documented limit of concurrent requests per user and web server. */
const MOST = 52
const SHORTEST_PATIENCE = 2
const LONGEST_PATIENCE = 32

export const firstPace = (): LanePace => ({
  allowed: FIRST,
  ceiling: MOST,
  isRising: true,
  isHinted: false,
  probing: 0,
  step: 1,
  patience: SHORTEST_PATIENCE,
  successes: 0,
  cuts: 0,
})

/** `x-ms-dop-hint`. Source: Microsoft Learn, "Send parallel requests" (going above the hint slows everything down). */
export function withHint(pace: LanePace, hint: number): LanePace {
  const ceiling = Math.max(1, Math.min(MOST, Math.floor(hint)))
  if (pace.isHinted && ceiling === pace.ceiling) return pace
  return { ...pace, ceiling, isHinted: true, allowed: Math.min(pace.allowed, ceiling) }
}

/** A call ended without a refusal. Only a lane that was full says anything about more. */
export function afterSuccess(pace: LanePace, wasFull: boolean): LanePace {
  if (!wasFull || pace.allowed >= pace.ceiling) return pace
  if (pace.isRising) return { ...pace, allowed: Math.min(pace.ceiling, pace.allowed + (pace.isHinted ? 2 : 1)) }
  const successes = pace.successes + 1
  const rounds = pace.probing > 0 ? 1 : pace.patience
  if (successes < rounds * pace.allowed) return { ...pace, successes }
  const added = Math.min(pace.step, pace.ceiling - pace.allowed)
  return { ...pace, allowed: pace.allowed + added, probing: added, step: pace.step * 2, successes: 0 }
}

/**
 * The service had more calls under way than it takes (0x80072326). A probe that was refused goes back to the level before it and is tried again
 * later each time; any other refusal halves.
 */
export function afterCrowding(pace: LanePace, cutsAtEntry: number): LanePace {
  if (cutsAtEntry < pace.cuts) return pace
  const back = pace.probing > 0 ? pace.allowed - pace.probing : Math.floor(pace.allowed / 2)
  return {
    ...pace,
    allowed: Math.max(1, back),
    isRising: false,
    patience: pace.probing > 0 ? Math.min(LONGEST_PATIENCE, pace.patience * 2) : SHORTEST_PATIENCE,
    probing: 0,
    step: 1,
    successes: 0,
    cuts: pace.cuts + 1,
  }
}
