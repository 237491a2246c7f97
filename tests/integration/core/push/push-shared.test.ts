import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunningSandbox } from '../../../../src/sandbox/sandbox-types.ts'
import { startSandbox } from '../../../../src/sandbox/start-sandbox.ts'
import type { PushResult } from '../../../../src/shared/model/push.ts'
import { aLead } from '../../../support/builders.ts'
import { startHarness, type Harness } from '../../../support/core-harness.ts'
import { exactlyOnceVerdict, NOTHING_WRONG } from '../../../support/exactly-once-verdict.ts'
import { makeTempDir, type TempDir } from '../../../support/temp-dir.ts'

const CHILD = fileURLToPath(new URL('push-child.ts', import.meta.url))
const leads = (count: number) => Array.from({ length: count }, (_none, n) => aLead({ domain: `d${n}.example` }))

let sandbox: RunningSandbox
let open: { close: () => Promise<void> }[]

beforeEach(async () => {
  sandbox = await startSandbox({ storeDir: null, control: true })
  open = []
})
afterEach(async () => {
  for (const opened of open.reverse()) await opened.close()
  await sandbox.close()
})

async function started(options: { dataDir?: string; count?: number } = {}): Promise<Harness> {
  const harness = await startHarness({
    attachTo: sandbox,
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
  })
  if (options.count !== undefined) harness.data.leads.saveAll(leads(options.count))
  open.push(harness)
  return harness
}
async function pushAll(harness: Harness): Promise<PushResult> {
  const pushed = await harness.core.push.run(harness.tenant.id, { all: true })
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.failure))
  return pushed.value
}
const verdict = (count: number) =>
  exactlyOnceVerdict({
    pushed: leads(count).map(({ domain }) => ({ domain, isThere: true })),
    subjectsInD365: (sandbox.control?.leads() ?? []).map((lead) => String(lead['subject'])),
  })

describe('two operators with two data directories on one organisation', () => {
  it('push the same leads at the same time: one row each, and both know it', async () => {
    const [one, other] = [await started({ count: 20 }), await started({ count: 20 })]
    const results = await Promise.all([pushAll(one), pushAll(other)])

    expect(verdict(20)).toEqual(NOTHING_WRONG)
    for (const { outcomes, total } of results)
      expect(outcomes.created + outcomes.adopted + outcomes.skipped).toBe(total)
    expect(results.reduce((sum, { outcomes }) => sum + outcomes.created, 0)).toBe(20)
    const ids = results.map(({ leads: pushed }) => pushed.map(({ d365_lead_id }) => d365_lead_id))
    expect(ids[0]).toEqual(ids[1])
  })

  it('and fifty pushes of one lead from three places: one row', async () => {
    const places = [await started({ count: 1 }), await started({ count: 1 }), await started({ count: 1 })]
    const pushes = Array.from({ length: 50 }, (_none, n) => pushAll(places[n % 3]!))
    const outcomes = (await Promise.all(pushes)).map(({ leads: [lead] }) => lead?.outcome)

    expect(verdict(1)).toEqual(NOTHING_WRONG)
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1)
    expect(outcomes.every((outcome) => outcome === 'created' || outcome === 'adopted' || outcome === 'skipped')).toBe(
      true,
    )
  })
})

describe('a process that is killed while it pushes', () => {
  let directory: TempDir
  beforeEach(async () => {
    directory = makeTempDir()
    const first = await startHarness({ attachTo: sandbox, dataDir: directory.path })
    first.data.leads.saveAll(leads(30))
    await first.close()
  })
  afterEach(() => directory.remove())

  const runChild = (moment = '') =>
    spawn(process.execPath, [CHILD, directory.path, JSON.stringify(sandbox.info), moment])
  const killed = async (child: ReturnType<typeof runChild>) => {
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')
  }
  /** The next start, and what it makes of it. */
  const finish = async () => {
    const next = await started({ dataDir: directory.path })
    sandbox.control?.clearLog()
    const recovered = await next.core.push.recover()
    return {
      next,
      recovered,
      sentAgain: sandbox.control?.log().filter(({ method, status }) => method === 'PATCH' && status === 412) ?? [],
    }
  }

  it.each([
    'd365_push_started:1',
    'd365_push_started:7',
    'd365_lead_created:1',
    'd365_lead_created:11',
    'd365_push_success:30',
  ])('at %s: the next start finishes it without a click, each lead once', async (moment) => {
    await killed(runChild(moment))
    const { next, recovered } = await finish()

    expect(recovered.ok).toBe(true)
    expect(verdict(30)).toEqual(NOTHING_WRONG)
    expect(next.data.attempts.listOpen()).toEqual([])
    const again = await pushAll(next)
    expect(again.outcomes.skipped).toBe(30)
    expect(next.data.runs.list({ kind: 'push', status: 'running' })).toEqual([])
    expect(next.data.runs.list({ kind: 'push' }).map(({ status }) => status)).toEqual(['passed', 'passed'])
  })

  it.each([1, 8, 19])(
    'from outside, when %i rows are there: no lead is lost, none is twice, few are sent again',
    async (rows) => {
      const child = runChild()
      await vi.waitUntil(() => (sandbox.control?.countLeads() ?? 0) >= rows, { timeout: 20_000, interval: 2 })
      child.kill('SIGKILL')
      await killed(child)
      const { next, sentAgain } = await finish()

      expect(verdict(30)).toEqual(NOTHING_WRONG)
      expect(sentAgain.length).toBeLessThanOrEqual(4)
      expect((await pushAll(next)).outcomes.skipped).toBe(30)
    },
  )

  it('leaves nothing to do for a start after the one that recovered', async () => {
    await killed(runChild('d365_lead_created:5'))
    const { next } = await finish()
    expect(await next.core.push.recover()).toEqual({ ok: true, value: { settled: 0 } })
  })
})
