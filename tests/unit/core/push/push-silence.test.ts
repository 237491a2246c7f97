import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import type { PushService } from '../../../../src/core/services.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import type { PushResult } from '../../../../src/shared/model/push.ts'
import { aLead, aTenant } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'
import { throttled } from '../../../support/scripted-d365.ts'
import { createSeededRandom } from '../../../support/seeded-random.ts'

let bench: PushBench
let service: PushService

beforeEach(() => {
  bench = createPushBench()
  const { deps, d365 } = bench
  const connections = {
    open: () => Promise.resolve(ok(d365.connect(aTenant()))),
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  service = createPushService({ ...deps, connections, prodLock: createProdLock(deps), engine: bench.engine })
})
afterEach(() => bench.data.close())

async function pushAll(count: number): Promise<PushResult> {
  const leads = Array.from({ length: count }, (_none, n) => aLead({ domain: `d${n}.example`, contactEmail: null }))
  bench.data.leads.saveAll(leads)
  const pushed = await throughTime(bench.clock, service.run(aTenant().id, { all: true }))
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.failure))
  return pushed.value
}

/** When calls were made, and from when to when D365 had asked for silence; `waitMs` of a write that is refused, null = it is taken. */
function watchSilences(waitMs: (nowMs: number) => number | null) {
  const calls: number[] = []
  const silences: { readonly from: number; readonly until: number }[] = []
  bench.d365.onCall = (operation) => {
    if (operation === 'acquire') return
    const now = bench.clock.monotonicMs()
    calls.push(now)
    const refusedForMs = operation === 'createLeads' ? waitMs(now) : null
    if (refusedForMs === null) return
    bench.d365.failNext('createLeads', throttled(refusedForMs))
    silences.push({ from: now, until: now + refusedForMs })
  }
  const lateAfter = ({ from, until }: (typeof silences)[number]): boolean => {
    const next = calls.find((at) => at > from) ?? Number.POSITIVE_INFINITY
    return next - until > Math.max(1_000, (until - from) * 0.05)
  }
  return {
    silences,
    early: () => calls.filter((at) => silences.some(({ from, until }) => at > from && at < until)),
    late: () => silences.filter(lateAfter),
  }
}

describe('a run that D365 asks for silence', () => {
  it.each([1, 2, 5, 17, 60, 120, 299, 300, 3_600])(
    'of %i s lets nothing out before they are over, and goes on within a second or a twentieth of them',
    async (seconds) => {
      let left = 3
      const seen = watchSilences(() => (left-- > 0 ? seconds * 1_000 : null))
      expect(await pushAll(250)).toMatchObject({ outcomes: { created: 251 }, retries: 0 })
      expect(seen.silences.length).toBeGreaterThanOrEqual(3)
      expect([seen.early(), seen.late()]).toEqual([[], []])
    },
  )

  it.each([1, -1, 24, -24])(
    'waits by the time that passes, though the wall clock is set by %i h when D365 asks and again in the middle',
    async (hours) => {
      const { clock } = bench
      const setWall = () => clock.setWall(clock.now() + hours * 3_600_000)
      let left = 3
      const seen = watchSilences(() => {
        if (left === 0) return null
        left -= 1
        setWall()
        void clock.sleep(150_000).then(setWall)
        return 300_000
      })
      expect(await pushAll(250)).toMatchObject({ outcomes: { created: 251 }, retries: 0 })
      expect(seen.silences.length).toBeGreaterThanOrEqual(3)
      expect([seen.early(), seen.late()]).toEqual([[], []])
    },
  )

  it.each([0.3, 1])('to %f of its writes for a minute fails nobody, and is early or late for none', async (share) => {
    const random = createSeededRandom(7)
    let begunMs: number | null = null
    const seen = watchSilences((nowMs) => {
      begunMs ??= nowMs
      return nowMs - begunMs < 60_000 && random.fraction() < share ? 5_000 : null
    })
    expect(await pushAll(2_500)).toMatchObject({ outcomes: { created: 2_501 }, retries: 0 })
    expect(seen.silences.length).toBeGreaterThan(0)
    expect([seen.early(), seen.late()]).toEqual([[], []])
  })

  it('to all of its writes for a minute asks again with one write a pause, not with a storm', async () => {
    let begunMs: number | null = null
    const seen = watchSilences((nowMs) => {
      begunMs ??= nowMs
      return nowMs - begunMs < 60_000 ? 5_000 : null
    })
    expect((await pushAll(2_500)).outcomes.created).toBe(2_501)
    const tries = seen.silences.map(({ from }) => from).filter((from) => from > (begunMs ?? 0))
    expect(tries.length).toBeGreaterThan(8)
    expect(new Set(tries).size).toBe(tries.length)
  })
})
