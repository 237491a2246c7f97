import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PushReport } from '../../../../src/core/push/push-request.ts'
import type { D365Failure } from '../../../../src/shared/model/failure.ts'
import { aTenant, ORGANIZATION_ID } from '../../../support/builders.ts'
import { exactlyOnceVerdict, NOTHING_WRONG } from '../../../support/exactly-once-verdict.ts'
import { createManualClock } from '../../../support/manual-clock.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'
import { answered, createScriptedD365, CUT, SERVER_ERROR, throttled } from '../../../support/scripted-d365.ts'

const DOMAIN = 'acme.example'
const WRITES: readonly D365Failure[] = [
  CUT,
  SERVER_ERROR,
  throttled(1000),
  throttled(null),
  { kind: 'D365TimeoutError', message: 'Late.', requestIds: null, phase: 'answer', afterMs: 125_000 },
  { ...answered, kind: 'D365ValidationError', column: null },
]
const QUESTIONS: readonly D365Failure[] = [CUT, SERVER_ERROR, throttled(1000), throttled(null)]

/** One piece of bad weather: the next call of its kind fails so; a write may be carried out all the same, where its failure leaves that open. */
const gust = fc.oneof(
  fc.record({
    operation: fc.constantFrom('createLead' as const),
    failure: fc.constantFrom(...WRITES),
    isCommitted: fc.boolean(),
  }),
  fc.record({
    operation: fc.constantFrom('readLead' as const, 'queryLeads' as const, 'whoAmI' as const, 'acquire' as const),
    failure: fc.constantFrom(...QUESTIONS),
    isCommitted: fc.constant(false),
  }),
)
const isOpen = ({ kind, ...rest }: D365Failure): boolean =>
  kind === 'D365TimeoutError' ||
  kind === 'D365NetworkError' ||
  (kind === 'D365APIError' && 'isDefinite' in rest && !rest.isDefinite)

/** What two operators do at the same time, and whether one of them starts anew in between. */
const story = fc.record({
  weather: fc.array(gust, { maxLength: 14 }),
  pushes: fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 6 }),
  restarts: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
})

describe('whatever the weather, for two operators on one organisation', () => {
  it('there is one row at most, what is called done is there, and what is called failed is not', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ weather, pushes, restarts }) => {
        const shared = { clock: createManualClock(), d365: createScriptedD365(ORGANIZATION_ID) }
        const benches = [createPushBench(aTenant(), undefined, shared), createPushBench(aTenant(), undefined, shared)]
        for (const { operation, failure, isCommitted } of weather) {
          shared.d365.failNext(operation, failure, { isCommitted: isCommitted && isOpen(failure) })
        }
        const all: Promise<PushReport>[] = pushes.map((who, n) => {
          const bench = benches[who]!
          return (restarts[n] === true ? bench.restart() : bench.engine).push(bench.request())
        })
        const reports = await throughTime(shared.clock, Promise.all(all))

        expect(verdictOf(shared.d365.rows, reports)).toEqual(NOTHING_WRONG)
        for (const bench of benches) expect(isTrue(bench, shared.d365.rows.size)).toBe(true)
        for (const bench of benches) bench.data.close()
      }),
      { numRuns: 150 },
    )
  })

  it('and when the storm is over, one push each puts everything right', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(gust, { maxLength: 20 }), async (weather) => {
        const shared = { clock: createManualClock(), d365: createScriptedD365(ORGANIZATION_ID) }
        const benches = [createPushBench(aTenant(), undefined, shared), createPushBench(aTenant(), undefined, shared)]
        let gusts = weather.length
        for (const { operation, failure, isCommitted } of weather) {
          shared.d365.failNext(operation, failure, { isCommitted: isCommitted && isOpen(failure) })
        }
        for (const bench of benches)
          while (gusts > 0 && bench.sync().status !== 'synced') gusts -= (await bench.push(), 1)
        await throughTime(shared.clock, drainWeather(benches[0]!))
        for (const bench of benches) expect((await bench.push()).lead.status).toBe('synced')

        expect(shared.d365.rows.size).toBe(1)
        expect(benches[0]!.sync().d365LeadId).toBe(benches[1]!.sync().d365LeadId)
        for (const bench of benches) expect(bench.data.attempts.listOpen()).toEqual([])
        for (const bench of benches) bench.data.close()
      }),
      { numRuns: 60 },
    )
  })
})

/** Uses up what is left of the weather, on calls that nobody minds. */
async function drainWeather({ d365 }: PushBench): Promise<void> {
  const { d365: client, tokens } = d365.connect(aTenant())
  for (let n = 0; n < 20; n += 1) {
    await tokens.acquire()
    await client.whoAmI()
    await client.readLead('nobody', null)
    await client.queryLeads({ filter: '', select: [], top: 1 })
    const before = new Set(d365.rows.keys())
    await client.createLead('scratch', {})
    if (!before.has('scratch')) d365.rows.delete('scratch')
  }
}

function verdictOf(rows: ReadonlyMap<string, Record<string, unknown>>, reports: readonly PushReport[]) {
  const isDone = reports.some(({ lead }) => ['created', 'adopted', 'skipped'].includes(lead.outcome))
  return exactlyOnceVerdict({
    pushed: [{ domain: DOMAIN, isThere: isDone ? true : 'unknown' }],
    subjectsInD365: [...rows.values()].map((row) => String(row['subject'])),
  })
}

/** What an operator's own books say of the row, against the world. */
function isTrue(bench: PushBench, rows: number): boolean {
  const { status } = bench.sync()
  if (status === 'synced') return rows === 1
  const attempts = bench.data.attempts.listFor(aTenant().id, DOMAIN)
  const hasOpen = attempts.some(({ state }) => state === 'unknown')
  return status === 'unknown' ? hasOpen : !hasOpen
}
