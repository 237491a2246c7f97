import { describe, expect, it } from 'vitest'
import { fail } from '../../../src/shared/lib/result.ts'
import { axiosRetryLike, ours, serviceClientLike, sharedGateLike, type Answer } from '../../bench/push/policies.ts'

const refusal = (retryAfterMs: number): Answer =>
  fail({
    kind: 'D365RateLimitError',
    message: 'Too many.',
    httpStatus: 429,
    code: '0x80072322',
    requestIds: null,
    limit: 'requests',
    retryAfterMs,
  })

describe.each(Object.entries({ ours, axiosRetryLike, serviceClientLike, sharedGateLike }))(
  'the policy %s',
  (_name, policy) => {
    it('that is called off ends, whatever it waits for, and sends nothing more', async () => {
      const stop = new AbortController()
      let sent = 0
      const send = () => {
        sent += 1
        return Promise.resolve(refusal(3_600_000))
      }
      const running = policy(10_000, send, { seed: 1, hints: null, signal: stop.signal })
      await new Promise((resolve) => setImmediate(resolve))
      stop.abort()
      await running
      const before = sent
      await new Promise((resolve) => setImmediate(resolve))
      expect([before > 0, sent]).toEqual([true, before])
    })
  },
)
