import { DataverseError } from '../dataverse/dataverse-error.ts'
import { defaultLimits } from './limit-settings.ts'
import { refuseAgain } from './refusal.ts'
import { SlidingWindow } from './sliding-window.ts'
import type { RemainingBudget } from '../dataverse/service-headers.ts'
import type { LimitSettings } from './limit-settings.ts'
import type { Facet, Refusal } from './refusal.ts'

/** A request that has been let in; `finish` must be called once, with the time it is charged for. */
export interface Admission {
  finish(executionTimeMs: number): void
}

interface Account {
  readonly window: SlidingWindow
  underWay: number
  /** The wait that was told last; kept or not, it is forgotten with the first request let in after it. */
  refusal: Refusal | undefined
}

/** What a request beyond the concurrency limit is told to wait first; the sandbox's own choice. */
const concurrencyWaitMs = 2_000

/**
 * The service protection limits of one organisation, per user and web server.
 * Source: "Service protection API limits". The request and time facets are judged before the request is counted, concurrency at once.
 */
export class ServiceLimits {
  readonly settings: LimitSettings = defaultLimits()
  /** Sabotage: no limit is ever enforced. */
  isOff = false
  private readonly accounts = new Map<string, Account>()
  private readonly now: () => number

  constructor(now: () => number) {
    this.now = now
  }

  /** @throws DataverseError 429 with `Retry-After` when a limit is broken. */
  admit(userKey: string, server: number): Admission {
    const account = this.account(userKey, server)
    if (this.settings.isEnforced && !this.isOff) this.judge(account)
    account.window.addRequest()
    account.underWay += 1
    let isFinished = false
    return {
      finish: (executionTimeMs) => {
        if (isFinished) return
        isFinished = true
        account.underWay -= 1
        account.window.advance(this.now(), this.settings.windowMs)
        account.window.addTime(executionTimeMs)
      },
    }
  }

  remaining(userKey: string, server: number): RemainingBudget {
    const { window } = this.account(userKey, server)
    return {
      requests: Math.max(0, this.settings.requests - window.requestCount()),
      timeSeconds: Math.max(0, (this.settings.executionTimeMs - window.timeMs()) / 1000),
      degreeOfParallelism: this.settings.degreeOfParallelism,
    }
  }

  /** Forgets all counts, as after the window has passed. */
  clear(): void {
    this.accounts.clear()
  }

  private account(userKey: string, server: number): Account {
    const key = `${userKey}#${server}`
    const known = this.accounts.get(key)
    const account: Account = known ?? {
      window: new SlidingWindow(),
      underWay: 0,
      refusal: undefined,
    }
    if (!known) this.accounts.set(key, account)
    account.window.advance(this.now(), this.settings.windowMs)
    return account
  }

  private judge(account: Account): void {
    const now = this.now()
    const pending = account.refusal && now < account.refusal.untilMs ? account.refusal : undefined
    // A window stays closed for the wait that was told; a place among the concurrent requests is free as soon as one ends.
    const facet = pending && pending.facet !== 'concurrent' ? pending.facet : this.brokenFacet(account)
    if (facet) throw this.refuse(account, facet)
    account.refusal = pending
  }

  private brokenFacet(account: Account): Facet | undefined {
    const { requests, executionTimeMs, concurrent } = this.settings
    if (account.window.requestCount() >= requests) return 'requests'
    if (account.window.timeMs() >= executionTimeMs) return 'time'
    return account.underWay >= concurrent ? 'concurrent' : undefined
  }

  private refuse(account: Account, facet: Facet): DataverseError {
    const { growthSeconds, longestRetryAfterSeconds: longestSeconds } = this.settings
    const broken = { facet, waitMs: this.waitMs(account, facet), nowMs: this.now() }
    const { refusal, retryAfterSeconds } = refuseAgain(account.refusal, broken, { growthSeconds, longestSeconds })
    account.refusal = refusal
    const { code, message } = this.describe(facet)
    return new DataverseError(429, code, message, { 'Retry-After': String(retryAfterSeconds) })
  }

  private waitMs(account: Account, facet: Facet): number {
    if (facet === 'concurrent') return concurrencyWaitMs
    const limits = { requests: this.settings.requests, timeMs: this.settings.executionTimeMs }
    return account.window.untilBelow(limits, this.settings.windowMs)
  }

  private describe(facet: Facet): { code: string; message: string } {
    const { requests, executionTimeMs, concurrent, windowMs } = this.settings
    const seconds = windowMs / 1000
    switch (facet) {
      case 'requests':
        return {
          code: '0x80072322',
          message: `Number of requests exceeded the limit of ${requests} over time window of ${seconds} seconds.`,
        }
      case 'time':
        return {
          code: '0x80072321',
          message: `Combined execution time of incoming requests exceeded limit of ${executionTimeMs} milliseconds over time window of ${seconds} seconds. Decrease number of concurrent requests or reduce the duration of requests and try again later.`,
        }
      case 'concurrent':
        return { code: '0x80072326', message: `Number of concurrent requests exceeded the limit of ${concurrent}.` }
    }
  }
}
