import type { NamedLimit } from '../d365/named-limit.ts'
import type { ServiceHints } from '../d365/service-hints.ts'
import type { Clock } from '../ports/clock.ts'
import { budgetsAfter, emptyForMs, NO_BUDGETS, SpentCalls } from './lane-budget.ts'
import { afterCrowding, afterPause, afterSuccess, allowedAt, firstPace, withHint } from './lane-pace.ts'

/** A refusal of the service protection limits. */
export interface LaneRefusal {
  readonly limit: 'requests' | 'execution-time' | 'concurrency' | 'unnamed'
  /** The limit itself, where the refusal's words name it. */
  readonly named: NamedLimit | null
}

/** What became of a call: `lost`: it left, and no answer came; `answered`: anything that came back and is no refusal. */
export type LaneOutcome = 'unsent' | 'lost' | 'answered' | LaneRefusal

interface Departure {
  readonly opening: number
  readonly cutsAtEntry: number
  readonly allowedAtEntry: number
  readonly others: number
  readonly left: number | null
  readonly atMs: number
}

/** What a lane knows of its tenant's limits, and learns from every answer. */
export class LaneLearning {
  private readonly clock: Clock
  private readonly fixed: (() => number) | undefined
  private pace = firstPace()
  private budgets = NO_BUDGETS
  private readonly spent = new SpentCalls()
  /** Openings after a pause; the last one that some call got through; whether the next is tried with one call. */
  private readonly opening = { count: 0, proven: 0, isProbe: false }
  private last: LaneRefusal['limit'] | null = null
  /** Requests that the service said are left of its window; believed until one gets through when none is, since there may be several web servers. */
  private readonly left: { requests: number | null; isBelieved: boolean } = { requests: null, isBelieved: true }

  /** `fixed` fixes how many calls may be under way, for a test. */
  constructor(clock: Clock, fixed?: () => number) {
    this.clock = clock
    this.fixed = fixed
  }

  /** How many calls may be under way now. */
  most(): number {
    if (this.opening.isProbe) return 1
    return this.fixed?.() ?? Math.min(allowedAt(this.pace, this.clock.monotonicMs()), this.mostLeft())
  }

  /** Milliseconds until one more call fits into the tenant's budget; 0 = now. */
  emptyForMs(underWay: number): number {
    return emptyForMs(this.budgets, this.spent, { underWay, nowMs: this.clock.monotonicMs() })
  }

  /** The lane was open and closes for a wait that the service told. */
  closed(): void {
    this.opening.count += 1
    this.left.requests = null
  }

  /** The service told a wait. */
  paused(ms: number): void {
    if (this.last === 'concurrency') this.pace = afterPause(this.pace, { nowMs: this.clock.monotonicMs(), ms })
    // Whether the wait is enough shows one call, not all of them.
    else if (this.last !== null) this.opening.isProbe = true
  }

  hinted({ parallelism, requests }: ServiceHints): void {
    if (parallelism !== null) this.pace = withHint(this.pace, parallelism)
    this.left.requests = requests
  }

  /** A call leaves beside so many others; the returned function is told how it went, and whether the lane was full then. */
  began(others: number): (outcome: LaneOutcome, wasFull: boolean) => void {
    const at: Departure = {
      opening: this.opening.count,
      cutsAtEntry: this.pace.cuts,
      allowedAtEntry: this.most(),
      others,
      left: this.left.requests,
      atMs: this.clock.monotonicMs(),
    }
    return (outcome, wasFull) => {
      if (outcome === 'unsent') return
      if (typeof outcome === 'object') this.refused(outcome, at)
      else this.ended(outcome, at, wasFull)
    }
  }

  /** Near the end of a window whose budget is not known yet few calls are under way, since all of them would be refused. */
  private mostLeft(): number {
    const { requests, isBelieved } = this.left
    const isBudgetKnown = (this.budgets.requests?.untilMs ?? 0) > this.clock.monotonicMs()
    return requests === null || !isBelieved || isBudgetKnown ? Infinity : Math.max(1, requests)
  }

  private refused({ limit, named }: LaneRefusal, at: Departure): void {
    const nowMs = this.clock.monotonicMs()
    this.last = limit
    if (limit === 'concurrency') {
      this.pace = afterCrowding(this.pace, { ...at, named: named?.most ?? null, nowMs })
      return
    }
    if (at.opening !== this.opening.count) return
    // Of a whole opening nothing got through: what follows is tried with a single call, even where no wait is told.
    if (this.opening.proven < this.opening.count) this.opening.isProbe = true
    this.budgets = budgetsAfter(this.budgets, { limit, named }, this.spent, nowMs)
  }

  private ended(outcome: 'lost' | 'answered', at: Departure, wasFull: boolean): void {
    const nowMs = this.clock.monotonicMs()
    this.spent.add(nowMs, nowMs - at.atMs)
    if (outcome === 'lost') return
    if (at.left === 0) this.left.isBelieved = false
    if (at.opening === this.opening.count) Object.assign(this.opening, { proven: at.opening, isProbe: false })
    this.pace = afterSuccess(this.pace, { ...at, wasFull, nowMs })
  }
}
