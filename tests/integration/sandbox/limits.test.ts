import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openWire, refusal, type Answer, type Wire } from './wire.ts'
import type { FaultChange } from '../../../src/sandbox/faults/fault-rule.ts'

let wire: Wire
let control: NonNullable<Wire['sandbox']['control']>
let nowMs = Date.UTC(2026, 0, 15, 9)
beforeAll(async () => {
  wire = await openWire({ now: () => nowMs, tokenLifetimeSeconds: 8_640_000 })
  control = wire.sandbox.control!
})
afterAll(async () => wire[Symbol.asyncDispose]())
beforeEach(() => {
  nowMs += 3_600_000
  control.limits({ requests: 6_000, executionTimeMs: 1_200_000, concurrent: 52, windowMs: 300_000, servers: 1 })
})
afterEach(() => {
  control.serverTime({ latencyMs: 0, baseMs: 0, perRowMs: 0 })
  control.clearFaults()
})

const ask = (headers: Record<string, string> = {}) => wire.api('WhoAmI', { headers })
const askTimes = async (count: number): Promise<Answer[]> => {
  const answers: Answer[] = []
  for (let sent = 0; sent < count; sent += 1) answers.push(await ask())
  return answers
}
const retryAfter = (answer: Answer): number => Number(answer.headers['retry-after'])
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status)

describe('the number of requests', () => {
  it('is told as it goes down, and refused below zero until the window has moved on', async () => {
    control.limits({ requests: 3 })
    const answers = await askTimes(4)
    expect(answers.map(({ headers }) => headers['x-ms-ratelimit-burst-remaining-xrm-requests'])).toEqual([
      '2',
      '1',
      '0',
      '0',
    ])
    expect(refusal(answers[3]!)).toBe('429 0x80072322')
    nowMs += retryAfter(answers[3]!) * 1_000
    expect((await ask()).status).toBe(200)
  })

  it('refuses longer and longer while a client insists, and forgives one that waits', async () => {
    control.limits({ requests: 2, growthSeconds: 5 })
    await askTimes(2)
    const first = retryAfter(await ask())
    const waits: number[] = []
    for (let insistence = 0; insistence < 3; insistence += 1) {
      nowMs += 2_000
      waits.push(retryAfter(await ask()))
    }
    expect(waits).toEqual([first + 5, first + 10, first + 15])
    nowMs += waits[2]! * 1_000
    expect((await ask()).status).toBe(200)
  })

  it('may change while a client runs', async () => {
    expect(statuses(await askTimes(2))).toEqual([200, 200])
    control.limits({ requests: 1 })
    expect(statuses(await askTimes(2))).toEqual([200, 429])
    control.limits({ requests: 6_000 })
    expect(statuses(await askTimes(2))).toEqual([200, 200])
  })

  it('counts a refused request as not done', async () => {
    control.limits({ requests: 1 })
    await ask()
    const before = control.countLeads()
    expect((await wire.api('leads', { method: 'POST', body: { subject: 'refused' } })).status).toBe(429)
    expect(control.countLeads()).toBe(before)
    expect(control.log().at(-1)).toMatchObject({ status: 429, processed: false })
  })
})

describe('execution time', () => {
  it('is charged by the model, per call and per row, and told in seconds with two decimals', async () => {
    control.serverTime({ baseMs: 5, perRowMs: 10 })
    const targets = Array.from({ length: 3 }, () => ({
      '@odata.type': 'Microsoft.Dynamics.CRM.lead',
      subject: 'timed',
    }))
    const path = 'leads/Microsoft.Dynamics.CRM.CreateMultiple'
    const answer = await wire.api(path, { method: 'POST', body: { Targets: targets } })
    expect(answer.status).toBe(200)
    expect(control.log().at(-1)!.durationMs).toBeGreaterThanOrEqual(34)
    const remaining = String((await ask()).headers['x-ms-ratelimit-time-remaining-xrm-requests'])
    expect(remaining).toMatch(/^1,199\.\d\d$/)
  })

  it('is refused once it is used up', async () => {
    control.limits({ executionTimeMs: 20 })
    control.serverTime({ baseMs: 25, perRowMs: 0 })
    const answers = await askTimes(2)
    expect(answers[0]!.status).toBe(200)
    expect(refusal(answers[1]!)).toBe('429 0x80072321')
  })
})

describe('concurrency', () => {
  it('is refused at once for what goes beyond, and free again when a request ends', async () => {
    control.limits({ concurrent: 2 })
    control.serverTime({ latencyMs: 60 })
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask()))
    expect(statuses(answers).sort()).toEqual([200, 200, 429, 429, 429])
    expect(answers.filter(({ status }) => status === 429).map(refusal)).toEqual(Array(3).fill('429 0x80072326'))
    expect((await ask()).status).toBe(200)
  })
})

describe('a client that insists', () => {
  /** One limit each that the next request breaks, and goes on breaking. */
  const broken = {
    requests: () => control.limits({ requests: 0, growthSeconds: 1 }),
    'execution time': () => control.limits({ executionTimeMs: 0, growthSeconds: 1 }),
    concurrency: () => control.limits({ concurrent: 0, growthSeconds: 1 }),
  }
  const facets = Object.keys(broken) as (keyof typeof broken)[]

  it.each(facets)('is told a longer wait by %s each time, however patient he is', async (facet) => {
    broken[facet]()
    for (const tooEarlyMs of [1, 1_000]) {
      nowMs += 3_600_000
      const waits = [retryAfter(await ask())]
      for (let insistence = 0; insistence < 5; insistence += 1) {
        nowMs += Math.max(waits.at(-1)! * 1_000 - tooEarlyMs, 1_001)
        waits.push(retryAfter(await ask()))
      }
      expect(waits, facet).toEqual(waits.map((_, at) => waits[0]! + at))
    }
  })

  it.each(facets)('is told the first wait by %s again once he has kept one', async (facet) => {
    broken[facet]()
    const first = retryAfter(await ask())
    nowMs += 1_500
    const longer = retryAfter(await ask())
    nowMs += longer * 1_000
    expect([longer, retryAfter(await ask())]).toEqual([first + 1, first])
  })

  it.each(facets)('is not meant where requests were on their way at the refusal by %s', async (facet) => {
    broken[facet]()
    const first = retryAfter(await ask())
    const firstEndsMs = nowMs + first * 1_000
    for (let late = 0; late < 5; late += 1) {
      nowMs += 150
      expect(nowMs + retryAfter(await ask()) * 1_000).toBeLessThan(firstEndsMs + 1_000)
    }
    nowMs = firstEndsMs
    expect(retryAfter(await ask())).toBe(first)
  })

  it('finds a place that has become free before his wait is over', async () => {
    control.limits({ concurrent: 0 })
    await ask()
    nowMs += 1_500
    // A change by `limits` would forget the refusal.
    control.limits().concurrent = 52
    expect((await ask()).status).toBe(200)
  })
})

describe('several web servers', () => {
  it('keep a client by its cookie, and have a budget each', async () => {
    control.limits({ servers: 4, requests: 3 })
    const cookieOf = (answer: Answer) => /ARRAffinity=[0-9a-f]+/.exec(String(answer.headers['set-cookie']))?.[0] ?? ''
    const cookie = cookieOf(await ask())
    const kept = [await ask({ Cookie: cookie }), await ask({ Cookie: cookie }), await ask({ Cookie: cookie })]
    expect(statuses(kept)).toEqual([200, 200, 429])
    expect(new Set(kept.map(cookieOf))).toEqual(new Set([cookie]))
    const cookies = new Set<string>()
    for (const answer of await askTimes(40)) cookies.add(cookieOf(answer))
    expect(cookies.size).toBe(4)
  })
})

describe('in the middle of a run', () => {
  it('a privilege is lost and found again', async () => {
    const create = async () => (await wire.api('leads', { method: 'POST', body: { subject: 'x' } })).status
    expect(await create()).toBe(204)
    control.applicationUser({ state: 'privileges', privileges: { prvCreateLead: null } })
    expect(await create()).toBe(403)
    expect((await wire.api('leads?$top=1')).status).toBe(200)
    control.applicationUser({ state: 'ready' })
    expect(await create()).toBe(204)
  })

  it('all of it can be told beforehand, to happen at the request that is meant', async () => {
    const atThird = (change: FaultChange) =>
      control.addFault({ match: { table: 'lead' }, fault: { kind: 'change', change }, skip: 2, count: 1 })
    const read = async () => (await wire.api('leads?$top=1')).status
    const run = async () => [await read(), await read(), await read(), await read()]
    atThird({ limits: { requests: 1 } })
    expect(await run()).toEqual([200, 200, 200, 429])
    control.clearFaults()
    control.limits({ requests: 6_000 })
    atThird({ applicationUser: { state: 'privileges', privileges: { prvReadLead: null } } })
    expect(await run()).toEqual([200, 200, 403, 403])
    control.clearFaults()
    control.applicationUser({ state: 'ready' })
    atThird({ expireTokens: true })
    expect(await run()).toEqual([200, 200, 401, 401])
    wire.forgetToken()
    expect(await read()).toBe(200)
  })

  it('every token ends; a new one opens again', async () => {
    control.expireTokens()
    const answer = await ask()
    expect(answer.status).toBe(401)
    wire.forgetToken()
    expect((await ask()).status).toBe(200)
    expect(answer.headers['www-authenticate']).toMatch(
      /^Bearer authorization_uri=https:\S+\/oauth2\/authorize, resource_id=https:\S+$/,
    )
  })
})
