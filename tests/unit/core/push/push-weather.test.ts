import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ACME_LEAD_ID, anAttempt, aScope, aSyncState, aTenant } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'
import { CUT, SERVER_ERROR, answered, throttled } from '../../../support/scripted-d365.ts'

let bench: PushBench
beforeEach(() => {
  bench = createPushBench()
})
afterEach(() => bench.data.close())

const known = (state: Parameters<typeof aSyncState>[0]) =>
  bench.data.leads.saveSyncState(aScope(), 'acme.example', aSyncState(state))
const creates = () => bench.d365.calls.filter((call) => call.startsWith('createLead'))
const attempts = () => bench.data.attempts.listFor(aTenant().id, 'acme.example')

describe('an answer that is lost', () => {
  it('after the row was written: D365 is asked by id, and the lead is created once', async () => {
    bench.d365.failNext('createLead', CUT, { isCommitted: true })
    const { lead, retries } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'created', status: 'synced', d365_lead_id: ACME_LEAD_ID })
    expect(retries).toBe(0)
    expect(creates()).toHaveLength(1)
    expect(attempts()).toMatchObject([{ state: 'created' }])
    expect(bench.eventNames()).toContain('d365_lead_state_unknown')
  })

  it('after the row was written and a plug-in gave it another subject and website: it is what was sent', async () => {
    bench.d365.failNext('createLead', CUT, { isCommitted: true })
    bench.d365.onCall = () => {
      const row = bench.d365.rows.get(ACME_LEAD_ID)
      if (row !== undefined) Object.assign(row, { subject: 'L-2026-0001', websiteurl: 'https://portal.example/1' })
    }
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'created', status: 'synced', d365_lead_id: ACME_LEAD_ID })
    expect(bench.sync().warnings).toHaveLength(2)
    expect((await bench.push()).lead).toMatchObject({ outcome: 'skipped' })
  })

  it('before the row was written: the lead is sent again under the same id', async () => {
    bench.d365.failNext('createLead', CUT)
    const { lead, retries } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'created', d365_lead_id: ACME_LEAD_ID })
    expect(retries).toBe(1)
    expect(new Set(creates()).size).toBe(1)
    expect(attempts().map(({ state }) => state)).toEqual(['failed', 'created'])
  })

  it('is shown as unknown, not as failed, while D365 does not say', async () => {
    bench.d365.failNext('createLead', CUT, { isCommitted: true })
    const statuses: (string | null)[] = []
    bench.d365.onCall = (operation) => {
      if (operation === 'createLead') bench.d365.failNext('readLead', SERVER_ERROR)
      statuses.push(bench.sync().status)
    }
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'created', status: 'synced' })
    const sinceItWasSent = statuses.slice(statuses.indexOf('unknown'))
    expect(sinceItWasSent.length).toBeGreaterThan(2)
    expect(new Set(sinceItWasSent)).toEqual(new Set(['unknown']))
    expect(creates()).toHaveLength(1)
  })

  it('for good leaves the lead unknown when the question gets no answer either, and the next push settles it', async () => {
    bench.d365.failNext('createLead', CUT, { isCommitted: true })
    bench.d365.onCall = (operation) => {
      if (operation === 'createLead') bench.d365.failNext('readLead', SERVER_ERROR, { times: 9 })
    }
    const first = await bench.push()
    expect(first.lead).toMatchObject({ outcome: 'unknown', status: 'unknown' })
    expect(bench.data.attempts.listOpen()).toMatchObject([{ state: 'unknown', d365LeadId: ACME_LEAD_ID }])

    bench = { ...bench, ...{ d365: Object.assign(bench.d365, { onCall: () => undefined }) } }
    let second = await bench.push()
    while (second.lead.outcome === 'unknown') second = await bench.push()
    expect(second.lead).toMatchObject({ outcome: 'created', status: 'synced', d365_lead_id: ACME_LEAD_ID })
    expect(creates()).toHaveLength(1)
    expect(bench.data.attempts.listOpen()).toEqual([])
  })

  it('of an earlier process is asked for first, and the row it left counts as created', async () => {
    bench.data.attempts.save(anAttempt({ state: 'sending' }))
    known({ status: 'in_progress', d365LeadId: null })
    bench.d365.rows.set(ACME_LEAD_ID, { subject: 'Hunter: acme.example' })
    expect((await bench.push()).lead).toMatchObject({ outcome: 'created', d365_lead_id: ACME_LEAD_ID })
    expect(creates()).toEqual([])
    expect(bench.data.attempts.listOpen()).toEqual([])
  })
})

describe('retries', () => {
  it('of a server in trouble come after 60, 120 and 240 s plus jitter, then the error is stored in its words', async () => {
    bench.d365.failNext('createLead', SERVER_ERROR, { times: 9 })
    const { lead, retries } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'failed', status: 'error', reason: 'Said the server.' })
    expect(retries).toBe(3)
    const delays = attempts().map(({ delayMs }) => delayMs)
    expect(delays.at(-1)).toBeNull()
    for (const [n, least] of [60_000, 120_000, 240_000].entries()) {
      expect(delays[n]).toBeGreaterThanOrEqual(least)
      expect(delays[n]).toBeLessThanOrEqual(least + 10_000)
    }
    expect(bench.sync()).toMatchObject({ status: 'error', error: 'Said the server.', attemptCount: 4 })
    expect(bench.eventNames().filter((name) => name === 'd365_api_error_retry')).toHaveLength(3)
    expect(bench.eventNames()).toContain('d365_push_failed')
  })

  it.each([0, 1])('are as many as the tenant says: %i', async (maxRetries) => {
    bench.data.close()
    bench = createPushBench(aTenant({ maxRetries }))
    bench.d365.failNext('createLead', SERVER_ERROR, { times: 9 })
    expect(await bench.push()).toMatchObject({ retries: maxRetries, lead: { outcome: 'failed' } })
    expect(creates()).toHaveLength(maxRetries + 1)
  })

  it('of a 429 that names a wait use nothing up: the lane closes that long and the push goes on', async () => {
    bench.d365.failNext('createLead', throttled(30_000), { times: 6 })
    const begun = bench.clock.monotonicMs()
    const { lead, retries, throttledMs } = await bench.push()
    expect(lead.outcome).toBe('created')
    expect(retries).toBe(0)
    expect(throttledMs).toBeGreaterThanOrEqual(180_000)
    expect(bench.clock.monotonicMs() - begun).toBeLessThanOrEqual(180_000 * 1.05 + 6_000)
    expect(attempts().map(({ state }) => state)).toEqual([...Array.from({ length: 6 }, () => 'failed'), 'created'])
    expect(bench.eventNames().filter((name) => name === 'd365_rate_limit_retry')).toHaveLength(6)
  })

  it('of a 429 without one are retries like any other', async () => {
    bench.d365.failNext('createLead', throttled(null), { times: 2 })
    const { lead, retries } = await bench.push()
    expect(lead.outcome).toBe('created')
    expect(retries).toBe(2)
    expect(attempts()[1]?.delayMs).toBeGreaterThanOrEqual(120_000)
  })

  it('of a question that is throttled wait as well and are seen in the attempts', async () => {
    bench.d365.failNext('queryLeads', throttled(10_000))
    const { lead } = await bench.push()
    expect(lead.outcome).toBe('created')
    expect(attempts().map(({ state, delayMs }) => [state, delayMs !== null])).toEqual([
      ['failed', true],
      ['created', false],
    ])
  })

  it('of the question after a lost answer keep the create open, and one attempt tells the whole story', async () => {
    bench.d365.failNext('createLead', CUT, { isCommitted: true })
    bench.d365.onCall = (operation) => {
      if (operation !== 'createLead') return
      bench.d365.failNext('readLead', throttled(10_000))
      bench.d365.onCall = () => undefined
    }
    const { lead } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'created', status: 'synced' })
    expect(attempts()).toMatchObject([{ state: 'created', operation: 'create', d365LeadId: ACME_LEAD_ID }])
  })

  it('of the reading back are no attempts of their own', async () => {
    bench.d365.onCall = (operation) => {
      if (operation === 'createLead') bench.d365.failNext('readLead', throttled(10_000))
    }
    expect((await bench.push()).lead.outcome).toBe('created')
    expect(attempts()).toMatchObject([{ state: 'created', failure: null }])
  })

  it('of a push that ends as skipped leave nothing open', async () => {
    await bench.push()
    bench.d365.failNext('readLead', throttled(10_000))
    expect((await bench.push()).lead.outcome).toBe('skipped')
    expect(bench.data.attempts.listOpen()).toEqual([])
  })

  it('do not happen for a wrong secret, which is told by its own event', async () => {
    bench.d365.failNext('acquire', {
      ...answered,
      kind: 'D365AuthenticationError',
      aadsts: 7000215,
      message: 'AADSTS7000215: no.',
    })
    const { lead, failure } = await bench.push()
    expect(lead).toMatchObject({ outcome: 'failed', status: 'error', reason: 'AADSTS7000215: no.' })
    expect(failure).toMatchObject({ kind: 'D365AuthenticationError', aadsts: 7000215 })
    expect(bench.d365.calls).toEqual(['acquire'])
    expect(bench.eventNames()).toEqual(expect.arrayContaining(['d365_token_acquisition_failed', 'd365_push_failed']))
  })

  it('send the same body each time', async () => {
    bench.d365.failNext('createLead', SERVER_ERROR, { times: 2 })
    await bench.push()
    expect(new Set(attempts().map(({ bodyDigest }) => bodyDigest)).size).toBe(1)
  })
})

describe('somebody stops it', () => {
  it('a cancel ends the wait for a retry at once; the lead keeps its error', async () => {
    bench.d365.failNext('createLead', SERVER_ERROR, { times: 9 })
    const stop = new AbortController()
    const pushing = bench.engine.push(bench.request({ context: { signal: stop.signal } }))
    await bench.clock.untilSleeping()
    stop.abort()
    const { lead, failure } = await pushing
    expect(lead).toMatchObject({ outcome: 'failed', status: 'error' })
    expect(failure).toMatchObject({ kind: 'Cancelled' })
    expect(bench.data.attempts.listOpen()).toEqual([])
    expect(creates()).toHaveLength(1)
  })

  it('a cancel while the lane is closed leaves the lead as it was', async () => {
    bench.d365.failNext('acquire', throttled(60_000))
    const stop = new AbortController()
    const pushing = bench.engine.push(bench.request({ context: { signal: stop.signal } }))
    await bench.clock.untilSleeping()
    stop.abort()
    expect((await pushing).lead).toMatchObject({ outcome: 'failed', reason: 'Cancelled.' })
    expect(bench.d365.calls).toEqual(['acquire'])
  })

  it.each([
    ['the answer comes', () => undefined],
    [
      'the answer is lost and the question by id gets one',
      () => bench.d365.failNext('createLead', CUT, { isCommitted: true }),
    ],
  ])('a cancel after a write left: where %s at once, the lead is created and read back', async (_what, happen) => {
    const stop = new AbortController()
    happen()
    bench.d365.onCall = (operation) => {
      if (operation === 'createLead') stop.abort()
    }
    const { lead } = await bench.push({ context: { signal: stop.signal } })
    expect(lead).toMatchObject({ outcome: 'created', status: 'synced' })
    expect([bench.sync().warnings, bench.data.attempts.listOpen()]).toEqual([[], []])
  })

  it('before D365 could say what became of a write: the lead is unknown', async () => {
    const stop = new AbortController()
    bench.d365.failNext('createLead', CUT, { isCommitted: true })
    bench.d365.onCall = (operation) => {
      if (operation !== 'createLead') return
      stop.abort()
      bench.d365.failNext('readLead', CUT)
    }
    const { lead } = await bench.push({ context: { signal: stop.signal } })
    expect(lead).toMatchObject({ outcome: 'unknown', status: 'unknown' })
    expect(bench.data.attempts.listOpen()).toHaveLength(1)
  })
})

describe('many at once', () => {
  it('fifty pushes of one lead are one create and forty-nine that find it', async () => {
    const reports = await throughTime(
      bench.clock,
      Promise.all(Array.from({ length: 50 }, () => bench.engine.push(bench.request()))),
    )
    expect(reports.map(({ lead }) => lead.outcome).sort()).toEqual([
      'created',
      ...Array.from({ length: 49 }, () => 'skipped'),
    ])
    expect(creates()).toHaveLength(1)
  })
})
