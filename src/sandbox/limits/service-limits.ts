import { DataverseError } from '../dataverse/dataverse-error.ts'
import { defaultLimits } from './limit-settings.ts'
import { SlidingWindow } from './sliding-window.ts'
import type { RemainingBudget } from '../dataverse/service-headers.ts'
import type { LimitSettings } from './limit-settings.ts'

/** A request that has been let in; `finish` must be called once, with the time it is charged for. */
export interface Admission {
  finish(executionTimeMs: number): void
}

type Facet = 'requests' | 'time' | 'concurrent'

interface Account {
  readonly window: SlidingWindow
  underWay: number
  /** Until when every request is refused after a window limit was broken. */
  refusedUntilMs: number
  refusedSinceMs: number
  facet: Facet
  insistences: number
}

/** Requests already on their way when the first refusal is given are no insistence. */
const graceMs = 1_000

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
      refusedUntilMs: 0,
      refusedSinceMs: 0,
      facet: 'requests',
      insistences: 0,
    }
    if (!known) this.accounts.set(key, account)
    account.window.advance(this.now(), this.settings.windowMs)
    return account
  }

  private judge(account: Account): void {
    const now = this.now()
    if (now < account.refusedUntilMs) {
      if (now - account.refusedSinceMs > graceMs) account.insistences += 1
      throw this.refuse(account, account.facet)
    }
    const facet = this.brokenFacet(account)
    if (!facet) {
      account.insistences = 0
      return
    }
    account.facet = facet
    account.refusedSinceMs = now
    throw this.refuse(account, facet)
  }

  private brokenFacet(account: Account): Facet | undefined {
    const { requests, executionTimeMs, concurrent } = this.settings
    if (account.window.requestCount() >= requests) return 'requests'
    if (account.window.timeMs() >= executionTimeMs) return 'time'
    return account.underWay >= concurrent ? 'concurrent' : undefined
  }

  private refuse(account: Account, facet: Facet): DataverseError {
    const { growthSeconds, longestRetryAfterSeconds } = this.settings
    const base = Math.max(1, Math.ceil(this.waitMs(account, facet) / 1000))
    const seconds = Math.min(base + account.insistences * growthSeconds, Math.max(base, longestRetryAfterSeconds))
    // Concurrency is free again as soon as a request ends, so nothing is refused ahead of time.
    if (facet !== 'concurrent') account.refusedUntilMs = this.now() + seconds * 1000
    const { code, message } = this.describe(facet)
    return new DataverseError(429, code, message, { 'Retry-After': String(seconds) })
  }

  private waitMs(account: Account, facet: Facet): number {
    if (facet === 'concurrent') return 2_000
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
