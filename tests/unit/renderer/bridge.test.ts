import { describe, expect, it } from 'vitest'
import type { RawBridge } from '../../../src/shared/contract/bridge.ts'
import type { Failure } from '../../../src/shared/model/failure.ts'
import type { Run } from '../../../src/shared/model/run.ts'
import { createBridge } from '../../../src/renderer/src/bridge/bridge.ts'
import { coalesce } from '../../../src/renderer/src/bridge/coalesce.ts'
import { aRun } from '../../support/builders.ts'

const rawAnswering = (answer: () => Promise<unknown>): RawBridge => ({ call: answer, on: () => () => undefined })
const REFUSED: Failure = { kind: 'Refused', reason: 'prod_locked', message: 'PROD is locked.' }

describe('the bridge', () => {
  it('hands over an answer that is what the contract says', async () => {
    const bridge = createBridge(rawAnswering(() => Promise.resolve({ ok: true, value: { runId: 'r1' } })))
    await expect(bridge.call('push:cancel', { runId: 'r1' })).resolves.toEqual({ ok: true, value: { runId: 'r1' } })
  })

  it('hands over a failure as it is', async () => {
    const bridge = createBridge(rawAnswering(() => Promise.resolve({ ok: false, failure: REFUSED })))
    await expect(bridge.call('push:cancel', { runId: 'r1' })).resolves.toEqual({ ok: false, failure: REFUSED })
  })

  it.each([
    ['no envelope', () => Promise.resolve({ runId: 'r1' })],
    ['nothing at all', () => Promise.resolve(undefined)],
    ['a value of another shape', () => Promise.resolve({ ok: true, value: { runId: 7 } })],
    ['a value with a key too many', () => Promise.resolve({ ok: true, value: { runId: 'r1', secret: 'x' } })],
    ['a failure nobody knows', () => Promise.resolve({ ok: false, failure: { kind: 'Unheard', message: '' } })],
    ['an exception', () => Promise.reject(new Error('gone'))],
  ])('turns %s into a bug that names the call, never into data', async (_case, answer) => {
    const result = await createBridge(rawAnswering(answer)).call('push:cancel', { runId: 'r1' })
    expect(result).toMatchObject({ ok: false, failure: { kind: 'Bug', id: 'window:push:cancel' } })
  })

  it('drops events that are not what the contract says, and tells nobody who stopped listening', () => {
    const sends: ((payload: unknown) => void)[] = []
    const raw: RawBridge = {
      call: () => Promise.resolve(undefined),
      on: (_name, listener) => {
        sends.push(listener)
        return () => undefined
      },
    }
    const bridge = createBridge(raw)
    const seen: Run[] = []
    const stop = bridge.on('run-changed', (run) => seen.push(run))
    const stayed: Run[] = []
    bridge.on('run-changed', (run) => stayed.push(run))
    for (const send of sends) send({ ...aRun(), status: 'exploded' })
    for (const send of sends) send(aRun({ status: 'passed' }))
    stop()
    for (const send of sends) send(aRun({ status: 'failed' }))
    expect(seen.map((run) => run.status)).toEqual(['passed'])
    expect(stayed.map((run) => run.status)).toEqual(['passed', 'failed'])
    expect(sends).toHaveLength(1)
  })
})

describe('coalesced reading', () => {
  it('makes two reads of a burst, the last begun after the last event', async () => {
    const gates: (() => void)[] = []
    let current = 'before'
    const read: string[] = []
    const refresh = coalesce(() => {
      read.push(current)
      return new Promise((resolve) => gates.push(resolve))
    })
    const first = refresh()
    current = 'after'
    void refresh()
    void refresh()
    gates[0]?.()
    await Promise.resolve()
    await Promise.resolve()
    gates[1]?.()
    await first
    expect(read).toEqual(['before', 'after'])
  })

  it('reads again when asked after it came to rest, also after a read that broke', async () => {
    let reads = 0
    const refresh = coalesce(() => {
      reads += 1
      return reads === 1 ? Promise.reject(new Error('broke')) : Promise.resolve()
    })
    await expect(refresh()).rejects.toThrow('broke')
    await refresh()
    expect(reads).toBe(2)
  })
})
