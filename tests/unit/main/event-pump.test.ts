import { describe, expect, it } from 'vitest'
import { createCoreEvents } from '../../../src/core/core-events.ts'
import type { CoreEvent } from '../../../src/core/core-events.ts'
import { startEventPump } from '../../../src/main/ipc/event-pump.ts'
import { anActivityEvent, aRun, RUN_ID, TENANT_ID } from '../../support/builders.ts'
import { createRecordingLog } from '../../support/recording-log.ts'

const leadChanged = (domain: string): CoreEvent => ({ type: 'lead-changed', tenantId: TENANT_ID, domain })

const step = (title: string): CoreEvent => ({
  type: 'scenario-step',
  step: {
    runId: RUN_ID,
    scenarioId: 'C1',
    step: 'push',
    title,
    status: 'running',
    at: '2026-03-01T12:00:00.000Z',
    detail: null,
  },
})

/** A pump whose timer is a button. */
function pump() {
  const log = createRecordingLog()
  const events = createCoreEvents(log)
  const sent: [string, unknown][] = []
  const due: (() => void)[] = []
  const stop = startEventPump({
    events,
    log,
    send: (name, payload) => void sent.push([name, payload]),
    after: (_ms, work) => {
      due.push(work)
      return () => void due.splice(due.indexOf(work), 1)
    },
  })
  return { events, sent, log, stop, timers: due, elapse: () => due.splice(0).forEach((work) => work()) }
}

describe('the event pump', () => {
  it('folds a burst: one change per lead, the last state of a run, every step', () => {
    const { events, sent, elapse } = pump()
    events.emit(leadChanged('acme.example'))
    events.emit({ type: 'run-changed', run: aRun({ status: 'running' }) })
    events.emit(step('first'))
    events.emit(leadChanged('acme.example'))
    events.emit(step('second'))
    events.emit({ type: 'run-changed', run: aRun({ status: 'passed', finishedAt: '2026-03-01T12:01:00.000Z' }) })
    expect(sent).toEqual([])
    elapse()
    expect(sent).toMatchObject([
      ['scenario-step', { title: 'first' }],
      ['lead-changed', { domain: 'acme.example' }],
      ['scenario-step', { title: 'second' }],
      ['run-changed', { status: 'passed' }],
    ])
  })

  it('tells a flood of changed leads as one change of the list', () => {
    const { events, sent, elapse } = pump()
    for (let lead = 0; lead < 5_000; lead += 1) events.emit(leadChanged(`lead-${lead}.example`))
    elapse()
    expect(sent).toEqual([['leads-changed', {}]])
  })

  it('asks for the list once a second while the flood goes on, and once more after it', () => {
    const { events, sent, elapse } = pump()
    const flood = () => {
      for (let lead = 0; lead < 300; lead += 1) events.emit(leadChanged(`lead-${lead}.example`))
    }
    flood()
    elapse()
    flood()
    elapse()
    expect(sent).toHaveLength(2)
    elapse()
    elapse()
    expect(sent).toHaveLength(2)
  })

  it('sends the newest lines of a flood of activity', () => {
    const { events, sent, elapse } = pump()
    for (let sequence = 1; sequence <= 500; sequence += 1) {
      events.emit({ type: 'activity', event: anActivityEvent({ sequence }) })
    }
    elapse()
    expect(sent).toHaveLength(20)
    expect(sent.at(-1)).toMatchObject(['activity', { sequence: 500 }])
  })

  it('starts one timer per burst and a new one after it', () => {
    const { events, sent, timers, elapse } = pump()
    events.emit({ type: 'tenants-changed' })
    events.emit({ type: 'tenants-changed' })
    expect(timers).toHaveLength(1)
    elapse()
    events.emit({ type: 'tenants-changed' })
    elapse()
    expect(sent).toEqual([
      ['tenants-changed', {}],
      ['tenants-changed', {}],
    ])
  })

  it('keeps back an event that does not fit the contract and says so in the log', () => {
    const { events, sent, log, elapse } = pump()
    events.emit({ type: 'run-changed', run: { ...aRun(), clientSecret: 'canary' } as never })
    elapse()
    expect(sent).toEqual([])
    expect(log.lines).toMatchObject([{ level: 'error', fields: { event: 'run-changed' } }])
  })

  it('says nothing more once it is stopped', () => {
    const { events, sent, stop, elapse } = pump()
    events.emit({ type: 'leads-changed' })
    stop()
    events.emit({ type: 'leads-changed' })
    elapse()
    expect(sent).toEqual([])
  })
})
