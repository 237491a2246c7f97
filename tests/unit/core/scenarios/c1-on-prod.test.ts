import { describe, expect, it } from 'vitest'
import type { PlainWeb } from '../../../../src/core/ports/plain-web.ts'
import type { Misbehaviour } from '../../../support/fake-d365.ts'
import { aBench } from './scenario-bench.ts'

/** Hunter's API as its operator finds it: its counters, one after the other. */
function hunterCounting(...failed: number[]): { readonly web: PlainWeb; readonly asked: string[] } {
  const asked: string[] = []
  return {
    asked,
    web: {
      ask: ({ method, url }) => {
        asked.push(`${method} ${url}`)
        const d365 = {
          push_requested_total: 7,
          push_failed_total: failed[asked.length - 1] ?? 0,
          last_push_duration: null,
        }
        return Promise.resolve({ ok: true, status: 200, body: JSON.stringify({ cache: {}, d365 }) })
      },
    },
  }
}

const SILENT: PlainWeb = { ask: () => Promise.resolve({ ok: false, code: 'ECONNREFUSED', message: 'refused' }) }

async function runOnProd(web: PlainWeb, misbehave?: Misbehaviour) {
  const bench = aBench(misbehave, { environment: 'PROD' }, { web })
  bench.prodLock.unlock(bench.tenant, bench.tenant.name)
  const { runId, scenarios } = await bench.run('C1')
  const [result] = scenarios
  if (result === undefined) throw new Error('C1 was asked for.')
  return { result, evidence: bench.ports.data.runs.evidenceOf(runId) }
}

const steps = ({ result }: Awaited<ReturnType<typeof runOnProd>>) =>
  Object.fromEntries(result.steps.map(({ step, status }) => [step, status]))

describe('C1 on PROD', () => {
  it('reads Hunter’s counters before and after and sweeps for duplicates, all kept as evidence', async () => {
    const { web, asked } = hunterCounting(3, 3)
    const ran = await runOnProd(web)
    expect(asked).toEqual(Array(2).fill('GET http://localhost:8000/healthz/metrics'))
    expect(steps(ran)).toMatchObject({ 'hunter-before': 'passed', radar: 'passed', 'hunter-after': 'passed' })
    const bodyOf = (step: string) => ran.evidence.find((one) => one.step === `C1/${step}`)?.body
    expect(bodyOf('hunter-after')).toMatchObject({ counters: { push_requested_total: 7, push_failed_total: 3 } })
    expect(bodyOf('radar')).toMatchObject({ isOnlyOne: true, count: 0 })
    expect(ran.result.expected.at(-1)).toEqual({
      text: 'The duplicate radar finds no second lead of this domain',
      passed: true,
    })
  })

  it('shows a failed step, and no failed criterion, where Hunter counted a failed push meanwhile', async () => {
    const ran = await runOnProd(hunterCounting(3, 4).web)
    expect(steps(ran)['hunter-after']).toBe('failed')
    expect(ran.result.status).toBe('passed')
  })

  it('goes on without a Hunter that answers', async () => {
    const ran = await runOnProd(SILENT)
    expect(steps(ran)).toMatchObject({ 'hunter-before': 'skipped', radar: 'passed', 'hunter-after': 'skipped' })
  })

  it('finds the second lead that D365 holds of the domain, by domain and ids alone', async () => {
    const ran = await runOnProd(SILENT, (honest, rows) => ({
      createLead: (id, body, context) => {
        const other = 'aaaaaaaa-0000-4000-8000-000000000009'
        rows.set(other, { ...body, leadid: other, statecode: 0 })
        return honest.createLead(id, body, context)
      },
    }))
    expect(steps(ran)['radar']).toBe('failed')
    const [found] = ran.evidence.filter(({ step }) => step === 'C1/radar')
    expect(found?.body).toMatchObject({ isOnlyOne: false, count: 1 })
    expect(JSON.stringify(found?.body)).toContain('aaaaaaaa-0000-4000-8000-000000000009')
    expect(JSON.stringify(found?.body)).not.toContain('companyName')
  })

  it('has none of these steps on another tenant', async () => {
    const bench = aBench()
    const { scenarios } = await bench.run('C1')
    expect(scenarios[0]?.steps.map(({ step }) => step)).not.toContain('radar')
  })
})
