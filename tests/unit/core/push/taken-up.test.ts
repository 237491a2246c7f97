import { afterEach, beforeEach, expect, it } from 'vitest'
import type { D365Client, LeadSearch, TenantConnections } from '../../../../src/core/d365/d365-client.ts'
import { leadIdFor } from '../../../../src/core/leads/lead-id.ts'
import { createPushService } from '../../../../src/core/push/push-service.ts'
import { createProdLock } from '../../../../src/core/tenants/prod-lock.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import { aLead, anAttempt, aRun, aScope, ORGANIZATION_ID } from '../../../support/builders.ts'
import { createPushBench, throughTime, type PushBench } from '../../../support/push-bench.ts'

const KILLED = 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c77'
const domainOf = (n: number): string => `d${String(n).padStart(4, '0')}.example`
const idOf = (n: number): string => leadIdFor(ORGANIZATION_ID, domainOf(n), 0)
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)

let bench: PushBench
beforeEach(() => {
  bench = createPushBench()
})
afterEach(() => bench.data.close())

/** A run of `all` leads whose process was killed: of the first `lost` the rows are there, and their answers are not. */
function leave(all: number, lost: number): void {
  const { data, d365 } = bench
  data.leads.saveAll(upTo(all).map((n) => aLead({ domain: domainOf(n), contactEmail: null })))
  data.runs.save(aRun({ id: KILLED, status: 'running' }))
  data.pushQueue.open(KILLED, { domains: upTo(all).map(domainOf) })
  while (!data.pushQueue.fill(KILLED, aScope(), 1_000).isFilled);
  for (const n of upTo(lost)) {
    const [domain, d365LeadId] = [domainOf(n), idOf(n)]
    data.attempts.save(
      anAttempt({ id: leadIdFor(KILLED, domain, 0), runId: KILLED, domain, d365LeadId, state: 'sending' }),
    )
    d365.rows.set(d365LeadId, { subject: `Hunter: ${domain}` })
  }
}

const resultOf = () => bench.data.runs.get(KILLED)?.result

/** The next start. @returns the ids that each question asked for, `create` where rows were sent, in order */
async function recover(): Promise<readonly (readonly string[] | 'create')[]> {
  const seen: (readonly string[] | 'create')[] = []
  const watched = (d365: D365Client): D365Client => ({
    ...d365,
    searchLeads: (searches: readonly LeadSearch[], ...more) => {
      seen.push(searches.find(({ column }) => column === 'leadid')?.values ?? [])
      return d365.searchLeads(searches, ...more)
    },
    createLeads: (...given) => {
      seen.push('create')
      return d365.createLeads(...given)
    },
  })
  const connections: TenantConnections = {
    open: (tenant) => {
      const connection = bench.d365.connect(tenant)
      return Promise.resolve(ok({ ...connection, d365: watched(connection.d365) }))
    },
    drop: () => undefined,
    cut: () => undefined,
    close: () => undefined,
  }
  const { deps } = bench
  const service = createPushService({
    ...deps,
    connections,
    prodLock: createProdLock(deps),
    engine: bench.restart(),
  })
  expect(await throughTime(bench.clock, service.recover())).toMatchObject({ ok: true })
  return seen
}

const LOST = 250

it('a run that is taken up begins with leads of which nothing was sent, and each lead is there once in the end', async () => {
  leave(700, LOST)
  const seen = await recover()
  const create = seen.indexOf('create')
  const asked = new Set(seen.slice(0, create).flat())
  const untouched = upTo(700).slice(LOST)
  expect(untouched.filter((n) => asked.has(idOf(n)))).toEqual(untouched.slice(0, 25))
  expect(resultOf()).toMatchObject({ total: 700, outcomes: { created: 700 } })
  expect([bench.d365.rows.size, bench.d365.written.length]).toEqual([700, 700 - LOST])
})

it('a run that is taken up with nothing but lost answers sends nothing', async () => {
  leave(LOST, LOST)
  expect(await recover()).not.toContain('create')
  expect(resultOf()).toMatchObject({ total: LOST, outcomes: { created: LOST } })
})
