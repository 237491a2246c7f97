import { expect, it } from 'vitest'
import { holdToken, isDue, isGood, leftMs } from '../../../../src/core/entra/held-token.ts'
import { createTokenRenewal } from '../../../../src/core/entra/token-renewal.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { D365Failure } from '../../../../src/shared/model/failure.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { createSeededRandom } from '../../../support/seeded-random.ts'

const HOUR_MS = 3_600_000
const base = { message: 'x', httpStatus: 503, code: null, requestIds: null }
const UNAVAILABLE: D365Failure = { kind: 'D365APIError', ...base, isDefinite: true, isTransient: true }
const WRONG_SECRET: D365Failure = { kind: 'D365AuthenticationError', ...base, httpStatus: 401, aadsts: 7000215 }
const THROTTLED: D365Failure = {
  kind: 'D365RateLimitError',
  ...base,
  httpStatus: 429,
  limit: 'token-requests',
  retryAfterMs: 60_000,
}

function renewal(...failures: readonly D365Failure[]) {
  const clock = createManualClock()
  const left = [...failures]
  let asked = 0
  const renew = createTokenRenewal({ clock, random: createSeededRandom() }, () => {
    asked += 1
    const failure = left.shift()
    const begun = { monotonicMs: clock.monotonicMs(), ms: clock.now() }
    const token = holdToken({ accessToken: `token-${asked}`, lifetimeMs: HOUR_MS }, begun)
    return Promise.resolve(failure === undefined ? ok(token) : fail(failure))
  })
  return { clock, renew, asked: () => asked }
}

it('asks once however many wait', async () => {
  const { renew, asked } = renewal()
  const answers = await Promise.all([renew(), renew(), renew(), renew(), renew()])
  expect(asked()).toBe(1)
  expect(new Set(answers).size).toBe(1)
})

it('asks again at most twice where the trouble may pass', async () => {
  const { clock, renew, asked } = renewal(UNAVAILABLE, UNAVAILABLE, UNAVAILABLE)
  const answer = renew()
  await clock.advance(10_000)
  expect(await answer).toMatchObject({ ok: false })
  expect(asked()).toBe(3)
})

it('does not ask for a minute after a wrong secret, then once more', async () => {
  const { clock, renew, asked } = renewal(WRONG_SECRET)
  expect(await renew()).toMatchObject({ ok: false, failure: { aadsts: 7000215 } })
  await clock.advance(59_000)
  expect(await renew()).toMatchObject({ ok: false, failure: { aadsts: 7000215 } })
  expect(asked()).toBe(1)
  await clock.advance(1_000)
  expect(await renew()).toMatchObject({ ok: true })
})

it('asks anew within that minute for who begins something, and answers that to all who ask meanwhile', async () => {
  const { renew, asked } = renewal(WRONG_SECRET, WRONG_SECRET)
  await renew()
  expect(await renew({ asksAnew: true })).toMatchObject({ ok: false })
  const answers = await Promise.all([renew({ asksAnew: true }), renew()])
  expect(answers).toMatchObject([{ ok: true }, { ok: true }])
  expect(asked()).toBe(3)
})

it('asks nobody anew before the time Entra ID named', async () => {
  const { renew, asked } = renewal(THROTTLED)
  await renew()
  expect(await renew({ asksAnew: true })).toMatchObject({ ok: false, failure: { kind: 'D365RateLimitError' } })
  expect(asked()).toBe(1)
})

it('does not ask before the time Entra ID named, and says how much of it is left', async () => {
  const { clock, renew, asked } = renewal(THROTTLED)
  await renew()
  await clock.advance(20_000)
  expect(await renew()).toMatchObject({ ok: false, failure: { retryAfterMs: 40_000 } })
  expect(asked()).toBe(1)
  await clock.advance(40_000)
  expect(await renew()).toMatchObject({ ok: true })
})

it('a token ends by whichever clock says so first', () => {
  const clock = createManualClock()
  const begun = { monotonicMs: clock.monotonicMs(), ms: clock.now() }
  const token = holdToken({ accessToken: 't', lifetimeMs: HOUR_MS }, begun)
  clock.setWall(clock.now() - HOUR_MS)
  expect(leftMs(token, clock)).toBe(HOUR_MS)
  clock.setWall(clock.now() + 3 * HOUR_MS)
  expect(isGood(token, clock)).toBe(false)
})

it('a token is due five minutes before its end, a short one in its last fifth', async () => {
  const clock = createManualClock()
  const begun = { monotonicMs: 0, ms: clock.now() }
  const hour = holdToken({ accessToken: 't', lifetimeMs: HOUR_MS }, begun)
  const minute = holdToken({ accessToken: 't', lifetimeMs: 60_000 }, begun)
  await clock.advance(47_999)
  expect([isDue(minute, clock), isDue(hour, clock)]).toEqual([false, false])
  await clock.advance(1)
  expect(isDue(minute, clock)).toBe(true)
  await clock.advance(HOUR_MS - 300_000 - 48_000)
  expect(isDue(hour, clock)).toBe(true)
  expect(isGood(hour, clock)).toBe(true)
})
