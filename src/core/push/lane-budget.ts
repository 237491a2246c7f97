import type { NamedLimit } from '../d365/named-limit.ts'

/** What a tenant takes within a window: so many requests, or so many milliseconds of execution time. */
export interface LaneBudget {
  readonly most: number
  readonly windowMs: number
  /** Monotonic time after which it is forgotten and found out anew, since there may be more by then. */
  readonly untilMs: number
}

export interface LaneBudgets {
  readonly requests: LaneBudget | null
  readonly executionMs: LaneBudget | null
}

export const NO_BUDGETS: LaneBudgets = { requests: null, executionMs: null }

/** A budget that is found out anew costs the calls under way then: so many windows apart that does not matter. */
const WINDOWS = 20
/** The service counts in steps of about this share of the window; waiting by steps also keeps a long line from being woken for every call. */
const STEP = 1 / 300
/** Longer ago than any documented window. */
const KEPT_MS = 600_000
const MOST_KEPT = 100_000

/** The calls that ended, with the time each took. */
export class SpentCalls {
  private endsMs: number[] = []
  /** Of all calls up to and with the one at this place. */
  private sumsMs: number[] = []

  add(endMs: number, tookMs: number): void {
    this.endsMs.push(endMs)
    this.sumsMs.push((this.sumsMs.at(-1) ?? 0) + tookMs)
    if (this.endsMs.length > MOST_KEPT) this.forget(this.firstAfter(endMs - KEPT_MS))
  }

  requestsSince(ms: number): number {
    return this.endsMs.length - this.firstAfter(ms)
  }

  tookSince(ms: number): number {
    return (this.sumsMs.at(-1) ?? 0) - (this.sumsMs[this.firstAfter(ms) - 1] ?? 0)
  }

  /** When the n-th call that ended after `ms` did; null where there were fewer. */
  endOf(nth: number, ms: number): number | null {
    return this.endsMs[this.firstAfter(ms) + nth - 1] ?? null
  }

  /** When the call ended with which the calls after `ms` had taken more than `tookMs`; null where they took no more. */
  endAtTook(tookMs: number, ms: number): number | null {
    const before = this.sumsMs[this.firstAfter(ms) - 1] ?? 0
    return this.endsMs[firstAt(this.sumsMs, (sum) => sum - before > tookMs)] ?? null
  }

  private firstAfter(ms: number): number {
    return firstAt(this.endsMs, (endMs) => endMs > ms)
  }

  /** At least half, so that the work is spread over many calls. */
  private forget(count: number): void {
    const gone = Math.max(count, MOST_KEPT / 2)
    this.endsMs = this.endsMs.slice(gone)
    this.sumsMs = this.sumsMs.slice(gone)
  }
}

/** Place of the first of an ascending list that passes; the list's length when none does. */
function firstAt(list: readonly number[], passes: (value: number) => boolean): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (passes(list[middle] ?? 0)) high = middle
    else low = middle + 1
  }
  return low
}

/**
 * The budgets after a refusal. Where it names a window, what had been spent within it is the budget, and at least the limit that is named: a tenant has
 * several web servers, each with a limit of its own, and what others spent of it is theirs for this window alone.
 */
export function budgetsAfter(
  budgets: LaneBudgets,
  { limit, named }: { readonly limit: string; readonly named: NamedLimit | null },
  spent: SpentCalls,
  nowMs: number,
): LaneBudgets {
  const windowMs = named?.windowMs ?? null
  if (named === null || windowMs === null) return budgets
  const [sinceMs, untilMs] = [nowMs - windowMs, nowMs + WINDOWS * windowMs]
  const budget = (had: number): LaneBudget => ({ most: Math.max(named.most, had), windowMs, untilMs })
  if (limit === 'requests') return { ...budgets, requests: budget(spent.requestsSince(sinceMs)) }
  if (limit === 'execution-time') return { ...budgets, executionMs: budget(spent.tookSince(sinceMs)) }
  return budgets
}

/** Milliseconds until one more call fits into what is known of the tenant's budgets beside those under way; 0 = now. */
export function emptyForMs(
  { requests, executionMs }: LaneBudgets,
  spent: SpentCalls,
  { underWay, nowMs }: { readonly underWay: number; readonly nowMs: number },
): number {
  const byRequests = waitFor(requests, nowMs, ({ most }, sinceMs) => {
    const tooMany = spent.requestsSince(sinceMs) + underWay + 1 - most
    return tooMany <= 0 ? null : (spent.endOf(tooMany, sinceMs) ?? nowMs)
  })
  // As the service does: what is under way counts when it ends.
  const byTime = waitFor(executionMs, nowMs, ({ most }, sinceMs) => {
    const tooMuch = spent.tookSince(sinceMs) - most
    return tooMuch < 0 ? null : (spent.endAtTook(tooMuch, sinceMs) ?? nowMs)
  })
  return Math.max(byRequests, byTime)
}

/** `leaves`: when the call ended that must leave the window first; null = there is room. */
function waitFor(
  budget: LaneBudget | null,
  nowMs: number,
  leaves: (budget: LaneBudget, sinceMs: number) => number | null,
): number {
  if (budget === null || nowMs >= budget.untilMs) return 0
  const endMs = leaves(budget, nowMs - budget.windowMs)
  return endMs === null ? 0 : endMs + budget.windowMs * (1 + STEP) - nowMs
}
