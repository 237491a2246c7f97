import type { EventName } from '../../shared/model/activity-event.ts'
import type { SyncState } from '../../shared/model/lead.ts'
import type { Attempt } from '../../shared/model/push.ts'
import { isoNow } from '../ports/clock.ts'
import { isGuid, leadIdFor } from '../leads/lead-id.ts'
import { digestOf } from '../leads/map-lead.ts'
import type { Happening } from '../activity/record-activity.ts'
import type { SyncScope } from '../ports/stores.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { KeptState, type JournalInput } from './kept-state.ts'
import { AttemptBook, type AttemptEnd, type EndedState, type Seen, type Sending } from './attempt-book.ts'

type Note = Omit<Partial<Happening>, 'name' | 'message' | 'tenantId' | 'runId' | 'domain' | 'leadId'>

/**
 * Everything one push writes down: events, sync state, attempts. Nothing is sent that is not written here first. A class, since thousands of leads
 * are on their way at once.
 */
export class PushJournal {
  private readonly deps: RunDeps
  private readonly input: JournalInput
  private readonly kept: KeptState
  private readonly book: AttemptBook

  constructor(deps: RunDeps, input: JournalInput) {
    const { tenantId, runId, lead, pen } = input
    const kept = new KeptState(deps, input)
    this.deps = deps
    this.input = input
    this.kept = kept
    const organizationId = (): string => kept.organizationId()
    this.book = new AttemptBook(deps.ports, pen, { tenantId, runId, domain: lead.domain, organizationId })
  }

  note(name: EventName, message: string, more: Note = {}): void {
    const { tenantId, runId, lead, pen } = this.input
    const { ports, record } = this.deps
    const at = isoNow(ports.clock)
    pen.write(() => {
      record({ ...more, at, name, message, tenantId, runId, domain: lead.domain, leadId: lead.hunterId })
    })
  }

  state(): SyncState {
    return this.kept.state()
  }

  change(patch: Partial<SyncState>): SyncState {
    return this.kept.change(patch)
  }

  /** Once the organisation is known, state and attempts are kept under it. */
  moveTo(scope: SyncScope): void {
    this.kept.moveTo(scope)
  }

  /** What is written in `work` is written whole or not at all. */
  together(work: () => void): void {
    this.input.pen.together(work)
  }

  /** Written down before the first byte leaves (see `Pen`): from here on the answer may get lost, the question cannot. */
  beginSending(sending: Sending): void {
    this.together(() => {
      this.book.begin(sending)
      const { attemptCount, generation } = this.state()
      this.change({
        status: 'in_progress',
        attemptCount: attemptCount + 1,
        generation: Math.max(generation, sending.generation),
      })
    })
  }

  /** Ends the attempt under way; without one (the try failed before anything was sent) records one that is over already. */
  endAttempt(ended: EndedState, end: AttemptEnd = {}): void {
    // Count and attempt change together: the one is never right without the other.
    this.together(() => {
      if (this.book.end(ended, end, () => this.nothingSent()))
        this.change({ attemptCount: this.state().attemptCount + 1 })
    })
  }

  /** The same, where there is an attempt under way; else nothing. */
  endIfSending(ended: EndedState, end?: AttemptEnd): void {
    if (this.isSending()) this.endAttempt(ended, end)
  }

  /** A write is under way, or was answered so that D365 must be asked what became of it. */
  isSending(): boolean {
    return this.book.isUnderWay()
  }

  /** What waited does so no longer: it is tried again now, or the push is over. */
  closeWaits(): void {
    this.book.closeWaits()
  }

  /** Writes under this id whose answer was lost, here or in an earlier process: now it is known. Answers which kinds there were. */
  settleLost(d365LeadId: string, seen: Seen): readonly Attempt['operation'][] {
    return this.book.settleLost(d365LeadId, seen)
  }

  /** Some write of this lead before the attempt under way is out there unanswered. */
  hasLost(): boolean {
    return this.book.hasLost()
  }

  /** D365 once confirmed this id to this console. */
  isKnownOurs(d365LeadId: string): boolean {
    return this.book.isConfirmed(d365LeadId)
  }

  /** This push's own attempts, in order. */
  attempts(): readonly Attempt[] {
    return this.book.own()
  }

  /** What an attempt says that ended before there was anything to send: the id the lead has or would have. */
  private nothingSent(): Sending {
    const organizationId = this.kept.organizationId()
    const { d365LeadId, generation } = this.state()
    const own = isGuid(organizationId) ? leadIdFor(organizationId, this.input.lead.domain, generation) : ''
    return { operation: 'create', d365LeadId: d365LeadId ?? own, generation, bodyDigest: digestOf({}) }
  }
}
