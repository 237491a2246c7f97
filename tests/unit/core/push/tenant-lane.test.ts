import { describe, expect, it } from 'vitest'
import { createLeadQueue } from '../../../../src/core/push/lead-queue.ts'
import { createTenantLane, type LaneEntry } from '../../../../src/core/push/tenant-lane.ts'
import { createManualClock } from '../../../support/manual-clock.ts'

const going = () => new AbortController().signal
const settle = () => new Promise((resolve) => setImmediate(resolve))

const REFUSED = { limit: 'requests', named: null } as const

function openLane(places: number) {
  const clock = createManualClock()
  const limit = { places }
  return { clock, limit, lane: createTenantLane(clock, () => limit.places) }
}

const PURPOSES = ['question', 'read-back', 'write'] as const

/** Calls wait for a full lane, named after their purposes; its places come free one after another: that of the call that came first, or last. */
async function orderOfEntering(
  places: number,
  waiting: readonly string[],
  leaves: 'first' | 'last' = 'first',
): Promise<readonly string[]> {
  const { lane } = openLane(places)
  const inside = await Promise.all(Array.from({ length: places }, () => lane.enter(going())))
  const order: string[] = []
  for (const name of waiting) {
    const purpose = PURPOSES.find((each) => name.startsWith(each))
    void lane.enter(going(), purpose).then((entry) => {
      order.push(name)
      inside.push(entry)
    })
  }
  for (let freed = 0; freed < waiting.length; freed += 1) {
    await settle()
    const entry = leaves === 'first' ? inside.shift() : inside.pop()
    entry?.leave()
  }
  await settle()
  return order
}

describe('a lane', () => {
  it('lets as many in as it has places, and the next when one leaves, in the order they came', async () => {
    const { lane } = openLane(2)
    const inside: number[] = []
    const entries: (LaneEntry | null)[] = []
    for (const n of [1, 2, 3, 4]) {
      void lane.enter(going()).then((entry) => {
        inside.push(n)
        entries.push(entry)
      })
    }
    await settle()
    expect(inside).toEqual([1, 2])
    entries[0]?.leave()
    entries[0]?.leave()
    await settle()
    expect(inside).toEqual([1, 2, 3])
  })

  it('follows a limit that grows and shrinks', async () => {
    const { lane, limit } = openLane(1)
    const first = await lane.enter(going())
    limit.places = 3
    await Promise.all([lane.enter(going()), lane.enter(going())])
    limit.places = 1
    let isIn = false
    void lane.enter(going()).then(() => (isIn = true))
    first?.leave()
    await settle()
    expect(isIn).toBe(false)
  })

  it('lets writes go before questions while some are in stock, and questions when the stock runs out', async () => {
    expect(await orderOfEntering(2, ['question', 'write 1', 'write 2', 'write 3'])).toEqual([
      ...['write 1', 'write 2', 'question', 'write 3'],
    ])
  })

  it('lets one question in at a time while writes wait, so that the others fill', async () => {
    const waiting = ['question 1', 'question 2', 'read-back', 'write 1', 'write 2', 'write 3']
    expect(await orderOfEntering(4, waiting)).toEqual([
      ...['question 1', 'write 1', 'write 2', 'write 3', 'question 2', 'read-back'],
    ])
  })

  it('lets questions and read-backs in by turns while writes wait: the ones make room for the others', async () => {
    const waiting = ['question 1', 'question 2', 'read-back 1', 'read-back 2', 'read-back 3', 'write']
    expect(await orderOfEntering(4, waiting, 'last')).toEqual([
      ...['question 1', 'read-back 1', 'question 2', 'read-back 2', 'write', 'read-back 3'],
    ])
  })

  it('tells when it takes more calls at once than before', async () => {
    const lane = createTenantLane(createManualClock())
    let told = 0
    const stop = lane.onGrowth(() => (told += 1))
    const full = await Promise.all([1, 2, 3, 4].map(() => lane.enter(going())))
    full[0]?.leave('answered')
    expect([told, lane.state().concurrency]).toEqual([1, 5])
    stop()
    full[1]?.leave('answered')
    expect(told).toBe(1)
  })

  it('that is closed lets nobody in before its time, and tells each how long it waited', async () => {
    const { clock, lane } = openLane(4)
    lane.pause(30_000)
    expect(lane.closedForMs()).toBe(30_000)
    const entering = [lane.enter(going()), lane.enter(going())]
    let areIn = 0
    for (const entry of entering) void entry.then(() => (areIn += 1))
    await clock.advance(29_999)
    expect(areIn).toBe(0)
    await clock.advance(1)
    expect(areIn).toBe(2)
    expect((await entering[0])?.waitedMs).toBe(30_000)
  })

  it('is not opened earlier by a shorter pause, and stays closed for one that comes while others wait', async () => {
    const { clock, lane } = openLane(4)
    lane.pause(30_000)
    let isIn = false
    void lane.enter(going()).then(() => (isIn = true))
    await clock.advance(10_000)
    lane.pause(5000)
    await clock.advance(10_000)
    lane.pause(20_000)
    await clock.advance(19_999)
    expect(isIn).toBe(false)
    await clock.advance(1)
    expect(isIn).toBe(true)
  })

  it('that closes while somebody waits for a place keeps him out as well', async () => {
    const { clock, lane } = openLane(1)
    const first = await lane.enter(going())
    let isIn = false
    void lane.enter(going()).then(() => (isIn = true))
    lane.pause(10_000)
    first?.leave()
    await clock.advance(9999)
    expect(isIn).toBe(false)
    await clock.advance(1)
    expect(isIn).toBe(true)
  })

  it('closes before the place of the refused call is given on', async () => {
    const { clock, lane } = openLane(1)
    const refused = await lane.enter(going())
    const next = lane.enter(going())
    await settle()
    refused?.leave(REFUSED, { ms: 5_000, why: 'Too many.' })
    await settle()
    expect(lane.state()).toMatchObject({ inFlight: 0, closedForMs: 5_000, why: 'Too many.' })
    await clock.advance(5_000)
    expect(await next).not.toBeNull()
  })

  it('tells who is in but has not sent yet that it closed meanwhile', async () => {
    const { lane } = openLane(2)
    const [slow, refused] = [await lane.enter(going()), await lane.enter(going())]
    expect(slow?.isClosed()).toBe(false)
    refused?.leave(REFUSED, { ms: 5_000, why: 'Too many.' })
    expect(slow?.isClosed()).toBe(true)
  })

  it('opens with one call after a wait that the service told; the others follow when that one is answered', async () => {
    const { clock, lane } = openLane(4)
    const refused = await lane.enter(going())
    refused?.leave(REFUSED, { ms: 5_000, why: 'Too many.' })
    const inside: (LaneEntry | null)[] = []
    for (let n = 0; n < 4; n += 1) void lane.enter(going()).then((entry) => inside.push(entry))
    await clock.advance(5_000)
    expect(inside).toHaveLength(1)
    inside[0]?.leave('answered')
    await settle()
    expect(inside).toHaveLength(4)
  })

  it('opens for as many as were let in after a wait for too many at once', async () => {
    const { clock, lane } = openLane(4)
    const refused = await lane.enter(going())
    refused?.leave({ limit: 'concurrency', named: null }, { ms: 2_000, why: 'Too many at once.' })
    const entering = [1, 2, 3, 4].map(() => lane.enter(going()))
    await clock.advance(2_000)
    expect(await Promise.all(entering)).toHaveLength(4)
  })

  it('lets whoever is cancelled go at once, without a place, and nobody else waits longer for it', async () => {
    const { lane } = openLane(1)
    const first = await lane.enter(going())
    const stop = new AbortController()
    const second = lane.enter(stop.signal)
    const third = lane.enter(going())
    await settle()
    stop.abort()
    expect(await second).toBeNull()
    first?.leave()
    expect(await third).not.toBeNull()
    lane.pause(10_000)
    const fourth = lane.enter(AbortSignal.abort())
    expect(await fourth).toBeNull()
  })
})

describe('the order of pushes', () => {
  it('is kept per key, also after one that throws; other keys do not wait', async () => {
    const inOrder = createLeadQueue()
    const seen: string[] = []
    const gate = Promise.withResolvers<undefined>()
    const first = inOrder('a', async () => {
      await gate.promise
      seen.push('a1')
      throw new Error('broken')
    })
    const second = inOrder('a', () => Promise.resolve(void seen.push('a2')))
    await inOrder('b', () => Promise.resolve(void seen.push('b1')))
    expect(seen).toEqual(['b1'])
    gate.resolve(undefined)
    await expect(first).rejects.toThrow('broken')
    await second
    expect(seen).toEqual(['b1', 'a1', 'a2'])
  })
})
