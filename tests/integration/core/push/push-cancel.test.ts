import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SandboxControl } from '../../../../src/sandbox/faults/sandbox-control.ts'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'

const DOMAIN = 'acme.example'

let harness: Harness
let control: SandboxControl

beforeEach(async () => {
  harness = await startHarness()
  harness.data.leads.saveAll([aLead()])
  if (harness.sandbox.control === null) throw new Error('The sandbox has no control.')
  control = harness.sandbox.control
})
afterEach(() => harness.close())

const attempts = () => harness.data.attempts.listFor(harness.tenant.id, DOMAIN)
const rows = () => control.leads().length
async function start(): Promise<string> {
  const begun = await harness.core.push.start(harness.tenant.id, { domains: [DOMAIN] })
  if (!begun.ok) throw new Error(begun.failure.message)
  return begun.value.runId
}
const ended = (runId: string) =>
  vi.waitUntil(() => harness.data.runs.get(runId)?.finishedAt != null, { timeout: 10_000, interval: 5 })

describe('a push whose create gets no answer', () => {
  it('is cancelled within a second and stays unknown; the next push finds the row it left', async () => {
    const silence = control.addFault({
      match: { method: 'PATCH', table: 'lead' },
      fault: { kind: 'silence', afterCommit: true },
    })
    const runId = await start()
    await vi.waitUntil(() => rows() === 1, { timeout: 5000, interval: 5 })

    const begunAt = performance.now()
    await harness.core.push.cancel(runId)
    await ended(runId)
    expect(performance.now() - begunAt).toBeLessThan(1000)
    expect(harness.data.runs.get(runId)).toMatchObject({ status: 'cancelled', result: { outcomes: { unknown: 1 } } })
    expect(attempts()).toMatchObject([{ state: 'unknown' }])

    control.clearFaults(silence.id)
    const again = await harness.core.push.run(harness.tenant.id, { domains: [DOMAIN] })
    expect(again).toMatchObject({ ok: true, value: { leads: [{ outcome: 'created', status: 'synced' }] } })
    expect(rows()).toBe(1)
  })
})

describe('closing the console', () => {
  it('while a retry waits leaves it stored, and the next start goes on without a click', async () => {
    control.addFault({ match: { method: 'PATCH', table: 'lead' }, fault: { kind: 'status', status: 503 }, count: 1 })
    await start()
    await vi.waitUntil(() => attempts().some(({ state }) => state === 'waiting'), { timeout: 5000, interval: 5 })
    await harness.core.close()
    expect(attempts()).toMatchObject([{ state: 'waiting' }])

    const next = await startHarness({ dataDir: harness.dataDir, attachTo: harness.sandbox })
    expect(await next.core.push.recover()).toEqual({ ok: true, value: { settled: 1 } })
    expect(rows()).toBe(1)
    expect(next.data.attempts.listOpen()).toEqual([])
    await next.close()
  })
})
