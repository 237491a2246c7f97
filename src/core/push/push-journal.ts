import type { EventName } from '../../shared/model/activity-event.ts'
import type { Failure, RequestIds } from '../../shared/model/failure.ts'
import type { Lead, SyncState } from '../../shared/model/lead.ts'
import type { Attempt } from '../../shared/model/push.ts'
import type { Happening, RecordActivity } from '../activity/record-activity.ts'
import type { CoreEventHub } from '../core-events.ts'
import type { LeadBody } from '../d365/d365-client.ts'
import { digestOf } from '../leads/map-lead.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { SyncScope } from '../ports/stores.ts'

export interface JournalDeps {
  readonly ports: CorePorts
  readonly events: CoreEventHub
  readonly record: RecordActivity
}

export interface Sending {
  readonly operation: Attempt['operation']
  readonly d365LeadId: string
  readonly generation: number
  readonly body: LeadBody
}

export interface AttemptEnd {
  readonly failure?: Failure | null
  readonly requestIds?: RequestIds | null
  readonly delayMs?: number | null
}

type Note = Omit<Partial<Happening>, 'name' | 'message' | 'tenantId' | 'runId' | 'domain' | 'leadId'>

/** Everything one push writes down: events, sync state, attempts. Nothing is sent that is not written here first. */
export interface PushJournal {
  readonly note: (name: EventName, message: string, more?: Note) => void
  readonly state: () => SyncState
  readonly change: (patch: Partial<SyncState>) => SyncState
  /** Once the organisation is known, state and attempts are kept under it. */
  readonly moveTo: (scope: SyncScope) => void
  readonly scope: () => SyncScope
  /** What is written in `work` is written whole or not at all. */
  readonly together: (work: () => void) => void
  /** Flushed to disk when it returns: from here on the answer may get lost, the question cannot. */
  readonly beginSending: (sending: Sending) => void
  /** Ends the attempt under way; without one (the try failed before anything was sent) records one that is over already. */
  readonly endAttempt: (state: Exclude<Attempt['state'], 'sending'>, end?: AttemptEnd) => void
  /** The same, where there is an attempt under way; else nothing. */
  readonly endIfSending: PushJournal['endAttempt']
  /** A new try begins: an attempt whose delay is over is history. */
  readonly beginTry: () => void
  /** Creates under this id whose answer was lost, here or in an earlier process: now it is known. True when there was one. */
  readonly settleLost: (d365LeadId: string, isThere: boolean) => boolean
  /** Some create of this lead is out there unanswered. */
  readonly hasLost: () => boolean
  /** D365 once confirmed this id to this console. */
  readonly isKnownOurs: (d365LeadId: string) => boolean
  /** This push's own attempts, in order. */
  readonly attempts: () => readonly Attempt[]
}

export interface JournalInput {
  readonly tenantId: string
  readonly runId: string
  readonly lead: Lead
  readonly scope: SyncScope
}

const NO_BODY = digestOf({})
const CONFIRMED: readonly Attempt['state'][] = ['created', 'updated', 'exists']

export function createPushJournal(deps: JournalDeps, input: JournalInput): PushJournal {
  const { clock, data, random } = deps.ports
  const { tenantId, runId, lead } = input
  const earlier = new Map(data.attempts.listFor(tenantId, lead.domain).map((attempt) => [attempt.id, attempt]))
  const own: Attempt[] = []
  let scope = input.scope
  let current: Attempt | null = null

  const state = (): SyncState => data.leads.syncState(scope, lead.domain)
  const change = (patch: Partial<SyncState>): SyncState => {
    const before = state()
    const after = { ...before, ...patch }
    if (JSON.stringify(before) === JSON.stringify(after)) return before
    data.leads.saveSyncState(scope, lead.domain, after)
    deps.events.emit({ type: 'lead-changed', tenantId, domain: lead.domain })
    return after
  }
  const keep = (attempt: Attempt): void => {
    data.attempts.save(attempt)
    const at = own.findIndex(({ id }) => id === attempt.id)
    if (at >= 0) own[at] = attempt
    else if (earlier.has(attempt.id)) earlier.set(attempt.id, attempt)
    else own.push(attempt)
    if (current?.id === attempt.id) current = attempt
  }
  const open = (sending: Sending | null): Attempt => ({
    id: random.uuid(),
    runId,
    tenantId,
    organizationId: scope.organizationId,
    domain: lead.domain,
    number: own.length + 1,
    d365LeadId: sending?.d365LeadId ?? state().d365LeadId ?? '',
    generation: sending?.generation ?? state().generation,
    operation: sending?.operation ?? 'create',
    state: 'sending',
    startedAt: isoNow(clock),
    finishedAt: null,
    clientRequestId: null,
    serviceRequestIds: [],
    bodyDigest: sending === null ? NO_BODY : digestOf(sending.body),
    failure: null,
    delayMs: null,
  })
  /** Count and attempt change together: the one is never right without the other. */
  const countAttempt = (attempt: Attempt, patch: Partial<SyncState>): void =>
    data.transaction(() => {
      keep(attempt)
      change({ ...patch, attemptCount: state().attemptCount + 1 })
    })
  const endAttempt: PushJournal['endAttempt'] = (ended, { failure = null, requestIds = null, delayMs = null } = {}) => {
    const underWay = current
    current = null
    const attempt: Attempt = {
      ...(underWay ?? open(null)),
      state: ended,
      finishedAt: isoNow(clock),
      failure,
      delayMs,
      ...(requestIds === null
        ? {}
        : { clientRequestId: requestIds.client, serviceRequestIds: [...requestIds.service] }),
    }
    if (underWay === null) countAttempt(attempt, {})
    else keep(attempt)
  }
  const all = (): readonly Attempt[] => [...earlier.values(), ...own]
  // Before the first connection nobody knows the organisation; those attempts belong to the one that was found.
  const inScope = ({ organizationId }: Attempt): boolean =>
    organizationId === '' || organizationId === scope.organizationId

  return {
    note: (name, message, more = {}) => {
      deps.record({ ...more, name, message, tenantId, runId, domain: lead.domain, leadId: lead.hunterId })
    },
    state,
    change,
    moveTo: (next) => {
      scope = next
    },
    scope: () => scope,
    together: (work) => data.transaction(work),
    beginSending: (sending) => {
      const attempt = open(sending)
      current = attempt
      countAttempt(attempt, { status: 'in_progress', generation: Math.max(state().generation, sending.generation) })
    },
    endAttempt,
    endIfSending: (ended, end) => {
      if (current !== null) endAttempt(ended, end)
    },
    beginTry: () => {
      current = null
      for (const attempt of all())
        if (attempt.state === 'waiting' && inScope(attempt)) keep({ ...attempt, state: 'failed' })
    },
    settleLost: (d365LeadId, isThere) => {
      const lost = all().filter(
        (attempt) =>
          isLost(attempt) && inScope(attempt) && attempt.operation === 'create' && attempt.d365LeadId === d365LeadId,
      )
      for (const attempt of lost) keep({ ...attempt, state: isThere ? 'created' : 'failed', finishedAt: isoNow(clock) })
      return lost.length > 0
    },
    hasLost: () => all().some((attempt) => isLost(attempt) && inScope(attempt) && attempt.operation === 'create'),
    isKnownOurs: (d365LeadId) =>
      all().some(
        (attempt) => attempt.d365LeadId === d365LeadId && inScope(attempt) && CONFIRMED.includes(attempt.state),
      ),
    attempts: () => own,
  }
}

const isLost = (attempt: Attempt): boolean => attempt.state === 'sending' || attempt.state === 'unknown'
