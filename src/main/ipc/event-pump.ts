import { EVENTS, type EventPayload } from '../../shared/contract/events.ts'
import type { EventName } from '../../shared/contract/names.ts'
import type { Log } from '../../core/ports/log.ts'
import type { CoreEvent, CoreEvents } from '../../core/core-events.ts'

interface Deps {
  readonly events: CoreEvents
  readonly send: (name: EventName, payload: unknown) => void
  readonly log: Log
  /** Calls `work` once after `ms` and returns what cancels it. */
  readonly after: (ms: number, work: () => void) => () => void
}

type Outgoing = { readonly [N in EventName]: { readonly name: N; readonly payload: EventPayload<N> } }[EventName]

/** Long enough to fold a burst, short enough that nobody sees a delay. */
const FOLD_MS = 50
/** Of a flood of activity the newest say enough; whoever wants every line pages through the log. */
const MOST_ACTIVITY = 20
/** A list of many leads takes time to read: while a large push goes on it is asked for once a second, not twenty times. */
const LIST_PAUSE_MS = 1_000
/** More changed leads than fit on a screen are told as "the leads changed": the list asks once instead of row by row. */
const MOST_SINGLE_LEADS = 200

/**
 * Carries the core's events to the window: bursts are folded (the last progress of a run, one change per lead), every payload is
 * parsed against the contract, and one that does not fit is logged and dropped. Returns the function that stops it.
 */
export function startEventPump({ events, send, log, after }: Deps): () => void {
  const waiting = new Map<string, Outgoing>()
  let cancelFlush: (() => void) | null = null
  let sequence = 0
  const tellOfList = createListTeller(after, () => deliver({ name: 'leads-changed', payload: {} }))

  const deliver = (outgoing: Outgoing): void => {
    const parsed = EVENTS[outgoing.name].safeParse(outgoing.payload)
    if (parsed.success) send(outgoing.name, parsed.data)
    else log.write('error', 'an event did not fit the contract', { event: outgoing.name, error: parsed.error })
  }
  const flush = (): void => {
    cancelFlush = null
    const { batch, isFlood } = foldLeads(withNewestActivity([...waiting.values()]))
    waiting.clear()
    for (const outgoing of batch) deliver(outgoing)
    if (isFlood) tellOfList.tell()
  }
  const stop = events.subscribe((event) => {
    const outgoing = toOutgoing(event)
    sequence += 1
    const key = foldingKey(outgoing) ?? `#${sequence}`
    // Taken out first so that the later state also takes the later place in the order.
    waiting.delete(key)
    waiting.set(key, outgoing)
    cancelFlush ??= after(FOLD_MS, flush)
  })
  return () => {
    stop()
    cancelFlush?.()
    tellOfList.end()
    waiting.clear()
  }
}

/** Tells at once, then not again before a pause is over, then once if there was more to tell. */
function createListTeller(after: Deps['after'], tell: () => void) {
  let cancelPause: (() => void) | null = null
  let isMore = false
  const pause = (): void => {
    cancelPause = after(LIST_PAUSE_MS, () => {
      cancelPause = null
      if (!isMore) return
      isMore = false
      tell()
      pause()
    })
  }
  return {
    tell: (): void => {
      if (cancelPause !== null) {
        isMore = true
        return
      }
      tell()
      pause()
    },
    end: (): void => cancelPause?.(),
  }
}

function toOutgoing(event: CoreEvent): Outgoing {
  switch (event.type) {
    case 'activity':
      return { name: 'activity', payload: event.event }
    case 'lead-changed':
      return { name: 'lead-changed', payload: { tenantId: event.tenantId, domain: event.domain } }
    case 'leads-changed':
      return { name: 'leads-changed', payload: {} }
    case 'tenants-changed':
      return { name: 'tenants-changed', payload: {} }
    case 'run-changed':
      return { name: 'run-changed', payload: event.run }
    case 'scenario-step':
      return { name: 'scenario-step', payload: event.step }
    case 'push-progress':
      return { name: 'push-progress', payload: event.progress }
  }
}

/** Events with the same key replace each other within a burst; null = each one counts. */
function foldingKey(outgoing: Outgoing): string | null {
  switch (outgoing.name) {
    case 'activity':
    case 'scenario-step':
      return null
    case 'lead-changed':
      return `lead ${outgoing.payload.tenantId} ${outgoing.payload.domain}`
    case 'leads-changed':
    case 'tenants-changed':
      return outgoing.name
    case 'run-changed':
      return `run ${outgoing.payload.id}`
    case 'push-progress':
      return `progress ${outgoing.payload.runId}`
  }
}

function foldLeads(batch: readonly Outgoing[]): { readonly batch: readonly Outgoing[]; readonly isFlood: boolean } {
  const single = batch.filter((outgoing) => outgoing.name === 'lead-changed').length
  if (single <= MOST_SINGLE_LEADS) return { batch, isFlood: false }
  const rest = batch.filter((outgoing) => outgoing.name !== 'lead-changed' && outgoing.name !== 'leads-changed')
  return { batch: rest, isFlood: true }
}

function withNewestActivity(batch: readonly Outgoing[]): readonly Outgoing[] {
  let older = batch.filter(({ name }) => name === 'activity').length - MOST_ACTIVITY
  return older <= 0 ? batch : batch.filter(({ name }) => name !== 'activity' || (older -= 1) < 0)
}
