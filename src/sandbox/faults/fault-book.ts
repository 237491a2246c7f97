import { seededRandom } from './seeded-random.ts'
import type { Fault, FaultMatch, FaultRequest, FaultRule } from './fault-rule.ts'

/** What a fault may be decided by. */
export interface FaultTarget {
  readonly method: string
  readonly path: string
  /** Path and query as sent. */
  readonly url: string
  /** Logical name of the table addressed, where there is one. */
  readonly table: string | undefined
}

export interface ChosenFault {
  readonly ruleId: number
  readonly fault: Fault
}

interface Entry {
  readonly id: number
  readonly request: FaultRequest
  readonly pattern: RegExp | undefined
  readonly random: () => number
  matched: number
  injected: number
}

/** The rules in force. The first rule that fits and still has injections left decides; its draws are seeded. */
export class FaultBook {
  private entries: Entry[] = []
  private nextId = 1

  /** @throws SyntaxError when `pathPattern` is no regular expression. */
  add(request: FaultRequest): FaultRule {
    const entry: Entry = {
      id: this.nextId,
      request,
      pattern: request.match?.pathPattern === undefined ? undefined : new RegExp(request.match.pathPattern),
      random: seededRandom(request.seed ?? this.nextId),
      matched: 0,
      injected: 0,
    }
    this.nextId += 1
    this.entries.push(entry)
    return toRule(entry)
  }

  list(): readonly FaultRule[] {
    return this.entries.map(toRule)
  }

  /** Removes one rule, or all of them without an id; answers how many went. */
  clear(id?: number): number {
    const before = this.entries.length
    this.entries = id === undefined ? [] : this.entries.filter((entry) => entry.id !== id)
    return before - this.entries.length
  }

  /** Whether there is any rule to ask. */
  get isEmpty(): boolean {
    return this.entries.length === 0
  }

  /** For a part of a `whole`, only rules count that do not fit the whole itself: that one they have met already. */
  choose(target: FaultTarget, whole?: FaultTarget): ChosenFault | undefined {
    for (const entry of this.entries) {
      if (!fits(entry, target) || (whole && fits(entry, whole))) continue
      entry.matched += 1
      if (!strikes(entry)) continue
      entry.injected += 1
      return { ruleId: entry.id, fault: entry.request.fault }
    }
    return undefined
  }
}

/** Whether it is the matched request's turn. A draw is made only where the count and the skipped requests allow it. */
const strikes = ({ request: { skip = 0, count = Infinity, rate }, matched, injected, random }: Entry): boolean =>
  matched > skip && injected < count && (rate === undefined || random() < rate)

const fits = (entry: Entry, target: FaultTarget): boolean => {
  const match: FaultMatch = entry.request.match ?? {}
  if (match.method !== undefined && match.method.toUpperCase() !== target.method) return false
  if (match.path !== undefined && !target.path.startsWith(match.path)) return false
  if (entry.pattern && !entry.pattern.test(target.url)) return false
  return match.table === undefined || match.table === target.table
}

const toRule = (entry: Entry): FaultRule => ({
  ...entry.request,
  id: entry.id,
  matched: entry.matched,
  injected: entry.injected,
})
