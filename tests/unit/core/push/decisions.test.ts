import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { D365Failure, Failure } from '../../../../src/shared/model/failure.ts'
import { judgeAnswer } from '../../../../src/core/push/judge-answer.ts'
import { isRetryable, nextStep, stopsTheRun } from '../../../../src/core/push/next-step.ts'
import { pauseMs, retryDelayMs } from '../../../../src/core/push/retry-delay.ts'

const answered = { message: 'Said the server.', httpStatus: 400, code: null, requestIds: null }
const network = { message: 'Broken.', requestIds: null, networkCode: 'ECONNRESET', isTls: false }

const FAILURES = {
  'wrong secret': { kind: 'D365AuthenticationError', ...answered, aadsts: 7000215 },
  'missing right': { kind: 'D365PermissionError', ...answered, missingPrivilege: 'prvCreateLead' },
  absent: { kind: 'D365NotFoundError', ...answered },
  'key exists': { kind: 'D365DuplicateError', ...answered, by: 'key' },
  'duplicate rule': { kind: 'D365DuplicateError', ...answered, by: 'rule' },
  'row version': { kind: 'D365ConcurrencyError', ...answered },
  'bad value': { kind: 'D365ValidationError', ...answered, column: 'companyname' },
  'no such owner': { kind: 'D365ValidationError', ...answered, column: 'ownerid' },
  '429 with a wait': { kind: 'D365RateLimitError', ...answered, limit: 'requests', retryAfterMs: 30_000 },
  '429 without': { kind: 'D365RateLimitError', ...answered, limit: 'requests', retryAfterMs: null },
  '429 with zero': { kind: 'D365RateLimitError', ...answered, limit: 'requests', retryAfterMs: 0 },
  '500 to a write': { kind: 'D365APIError', ...answered, isDefinite: false, isTransient: true },
  '503 to a question': { kind: 'D365APIError', ...answered, isDefinite: true, isTransient: true },
  'plug-in says no': { kind: 'D365APIError', ...answered, isDefinite: true, isTransient: false },
  'no connection': { kind: 'D365NetworkError', ...network, phase: 'connect' },
  'connection cut': { kind: 'D365NetworkError', ...network, phase: 'answer' },
  'bad certificate': { kind: 'D365NetworkError', ...network, phase: 'connect', isTls: true },
  'no answer in time': {
    kind: 'D365TimeoutError',
    message: 'Late.',
    requestIds: null,
    phase: 'answer',
    afterMs: 125_000,
  },
  'no connection in time': {
    kind: 'D365TimeoutError',
    message: 'Late.',
    requestIds: null,
    phase: 'connect',
    afterMs: 10_000,
  },
} as const satisfies Record<string, D365Failure>

describe('what a failed write says about the row', () => {
  it.each([
    ['wrong secret', 'refused'],
    ['missing right', 'refused'],
    ['absent', 'refused'],
    ['key exists', 'already-there'],
    ['duplicate rule', 'clash'],
    ['row version', 'refused'],
    ['bad value', 'refused'],
    ['429 with a wait', 'throttled'],
    ['429 without', 'refused'],
    ['429 with zero', 'refused'],
    ['500 to a write', 'unknown'],
    ['plug-in says no', 'refused'],
    ['no connection', 'refused'],
    ['connection cut', 'unknown'],
    ['bad certificate', 'refused'],
    ['no answer in time', 'unknown'],
    ['no connection in time', 'refused'],
  ] as const)('%s: %s', (name, meaning) => {
    expect(judgeAnswer(FAILURES[name])).toBe(meaning)
  })
})

describe('what follows a failed try', () => {
  const budget = { retriesUsed: 0, maxRetries: 3, fraction: 0.5 }
  const known = (failure: Failure) => ({ failure, isUnknown: false })

  it.each([
    '429 without',
    '500 to a write',
    '503 to a question',
    'no connection',
    'connection cut',
    'no answer in time',
  ] as const)('%s is tried again, later each time, three times', (name) => {
    const steps = [0, 1, 2, 3].map((retriesUsed) => nextStep(known(FAILURES[name]), { ...budget, retriesUsed }))
    expect(steps).toEqual([
      { kind: 'retry', delayMs: 65_000 },
      { kind: 'retry', delayMs: 125_000 },
      { kind: 'retry', delayMs: 245_000 },
      { kind: 'end', outcome: 'failed' },
    ])
  })

  it.each([
    ['wrong secret', 'failed'],
    ['missing right', 'failed'],
    ['bad certificate', 'failed'],
    ['bad value', 'rejected'],
    ['plug-in says no', 'rejected'],
  ] as const)('%s is not tried again: %s', (name, outcome) => {
    expect(nextStep(known(FAILURES[name]), budget)).toEqual({ kind: 'end', outcome })
  })

  it('what stands between the run and its organisation rejects no lead', () => {
    const said = { ...known(FAILURES['plug-in says no']), concerns: 'run' } as const
    expect(nextStep(said, budget)).toEqual({ kind: 'end', outcome: 'failed' })
  })

  it('a push nobody could settle ends as unknown, never as failed', () => {
    const step = nextStep({ failure: FAILURES['connection cut'], isUnknown: true }, { ...budget, retriesUsed: 3 })
    expect(step).toEqual({ kind: 'end', outcome: 'unknown' })
  })

  it('what meets every lead alike stops the run', () => {
    const stopping = Object.entries(FAILURES).flatMap(([name, failure]) => (stopsTheRun(failure) ? [name] : []))
    expect(stopping).toEqual(['wrong secret', 'missing right', 'no such owner', 'bad certificate'])
  })

  it('never sends more often than the budget allows, whatever the failures', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...Object.values(FAILURES)), { minLength: 5, maxLength: 20 }),
        (failures) => {
          let retriesUsed = 0
          for (const failure of failures) {
            if (nextStep(known(failure), { ...budget, retriesUsed }).kind === 'end') break
            expect(isRetryable(failure)).toBe(true)
            retriesUsed += 1
          }
          expect(retriesUsed).toBeLessThanOrEqual(3)
        },
      ),
    )
  })
})

describe('the delay before a retry', () => {
  it('doubles from 60 s, is capped at 3600 s, and the jitter of 0 to 10 s comes on top', () => {
    const seconds = (fraction: number) => Array.from({ length: 11 }, (_none, n) => retryDelayMs(n, fraction) / 1000)
    expect(seconds(0)).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600, 3600])
    expect(seconds(0.9999).map((most) => most - 10)).toEqual(
      seconds(0).map((least) => expect.closeTo(least, 2) as number),
    )
  })

  it('is never shorter than a Retry-After, and at most the smaller of 1 s and 5 % longer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_600_000 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (asked, fraction) => {
          const pause = pauseMs(asked, fraction)
          expect(pause).toBeGreaterThanOrEqual(asked)
          expect(pause - asked).toBeLessThanOrEqual(Math.min(1000, asked * 0.05))
        },
      ),
    )
  })
})
