import type { EventName } from '../../shared/model/activity-event.ts'
import type { SyncState } from '../../shared/model/lead.ts'
import type { Attempt } from '../../shared/model/push.ts'
import { isoNow } from '../ports/clock.ts'
import { isGuid, leadIdFor } from '../leads/lead-id.ts'
import { digestOf } from '../leads/map-lead.ts'
import type { Happening } from '../activity/record-activity.ts'
import type { SyncScope } from '../ports/stores.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { createKeptState, type JournalInput } from './kept-state.ts'
import { createAttemptBook, type AttemptEnd, type EndedState, type Seen, type Sending } from './attempt-book.ts'

type Note = Omit<Partial<Happening>, 'name' | 'message' | 'tenantId' | 'runId' | 'domain' | 'leadId'>

/** Everything one push writes down: events, sync state, attempts. Nothing is sent that is not written here first. */
export interface PushJournal {
  readonly note: (name: EventName, message: string, more?: Note) => void
  readonly state: () => SyncState
  readonly change: (patch: Partial<SyncState>) => SyncState
  /** Once the organisation is known, state and attempts are kept under it. */
  readonly moveTo: (scope: SyncScope) => void
  /** What is written in `work` is written whole or not at all. */
  readonly together: (work: () => void) => void
  /** Written down before the first byte leaves (see `Pen`): from here on the answer may get lost, the question cannot. */
  readonly beginSending: (sending: Sending) => void
  /** Ends the attempt under way; without one (the try failed before anything was sent) records one that is over already. */
  readonly endAttempt: (state: EndedState, end?: AttemptEnd) => void
  /** The same, where there is an attempt under way; else nothing. */
  readonly endIfSending: (state: EndedState, end?: AttemptEnd) => void
  /** A write is under way, or was answered so that D365 must be asked what became of it. */
  readonly isSending: () => boolean
  /** What waited does so no longer: it is tried again now, or the push is over. */
  readonly closeWaits: () => void
  /** Writes under this id whose answer was lost, here or in an earlier process: now it is known. Answers which kinds there were. */
  readonly settleLost: (d365LeadId: string, seen: Seen) => readonly Attempt['operation'][]
  /** Some write of this lead before the attempt under way is out there unanswered. */
  readonly hasLost: () => boolean
  /** D365 once confirmed this id to this console. */
  readonly isKnownOurs: (d365LeadId: string) => boolean
  /** This push's own attempts, in order. */
  readonly attempts: () => readonly Attempt[]
}

export function createPushJournal({ ports, events, record }: RunDeps, input: JournalInput): PushJournal {
  const { tenantId, runId, lead, pen } = input
  const kept = createKeptState({ ports, events }, input)
  const { state, change } = kept
  const organizationId = () => kept.scope().organizationId
  const book = createAttemptBook(ports, pen, { tenantId, runId, domain: lead.domain, organizationId })
  const countOneMore = () => change({ attemptCount: state().attemptCount + 1 })
  // Count and attempt change together: the one is never right without the other.
  const endAttempt = (ended: EndedState, end: AttemptEnd = {}): void =>
    pen.together(() => {
      if (book.end(ended, end, () => nothingSent(kept.scope(), lead.domain, state()))) countOneMore()
    })

  return {
    note: (name, message, more = {}) => {
      const at = isoNow(ports.clock)
      pen.write(() => {
        record({ ...more, at, name, message, tenantId, runId, domain: lead.domain, leadId: lead.hunterId })
      })
    },
    state,
    change,
    moveTo: kept.moveTo,
    together: pen.together,
    beginSending: (sending) =>
      pen.together(() => {
        book.begin(sending)
        const { attemptCount, generation } = state()
        change({
          status: 'in_progress',
          attemptCount: attemptCount + 1,
          generation: Math.max(generation, sending.generation),
        })
      }),
    endAttempt,
    endIfSending: (ended, end) => {
      if (book.isUnderWay()) endAttempt(ended, end)
    },
    isSending: book.isUnderWay,
    closeWaits: book.closeWaits,
    settleLost: book.settleLost,
    hasLost: book.hasLost,
    isKnownOurs: book.isConfirmed,
    attempts: book.own,
  }
}

/** What an attempt says that ended before there was anything to send: the id the lead has or would have. */
function nothingSent({ organizationId }: SyncScope, domain: string, { d365LeadId, generation }: SyncState): Sending {
  const own = isGuid(organizationId) ? leadIdFor(organizationId, domain, generation) : ''
  return { operation: 'create', d365LeadId: d365LeadId ?? own, generation, bodyDigest: digestOf({}) }
}
