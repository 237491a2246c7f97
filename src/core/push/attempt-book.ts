import type { Failure, RequestIds } from '../../shared/model/failure.ts'
import type { Attempt } from '../../shared/model/push.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { attemptId } from './attempt-id.ts'
import type { Pen } from './pen.ts'

export interface Sending {
  readonly operation: Attempt['operation']
  readonly d365LeadId: string
  readonly generation: number
  /** Of the body as sent. */
  readonly bodyDigest: string
}

export interface AttemptEnd {
  readonly failure?: Failure | null
  readonly requestIds?: RequestIds | null
  readonly delayMs?: number | null
}

export type EndedState = Exclude<Attempt['state'], 'sending'>

/** What D365 shows under an id, held against what was sent. */
export type Seen = 'nothing' | 'other-values' | 'what-was-sent'

/** What that says of a write without an answer: an update that changed nothing did not arrive. */
export function stateOfLost(operation: Attempt['operation'], seen: Seen): 'created' | 'updated' | 'failed' {
  if (operation === 'create') return seen === 'nothing' ? 'failed' : 'created'
  return seen === 'what-was-sent' ? 'updated' : 'failed'
}

/** The attempts of one lead: those of this push, and those that earlier pushes left. */
export interface AttemptBook {
  readonly closeWaits: () => void
  readonly begin: (sending: Sending) => void
  /** Ends the attempt under way. Without one, records one that is over already, and answers true: it is a new one. */
  readonly end: (state: EndedState, end: AttemptEnd, without: () => Sending) => boolean
  readonly isUnderWay: () => boolean
  /** Writes under this id whose answer was lost: now it is known. Answers which kinds there were. */
  readonly settleLost: (d365LeadId: string, seen: Seen) => readonly Attempt['operation'][]
  /** The attempt under way aside. */
  readonly hasLost: () => boolean
  readonly isConfirmed: (d365LeadId: string) => boolean
  readonly own: () => readonly Attempt[]
}

export interface AttemptBookInput {
  readonly tenantId: string
  readonly runId: string
  readonly domain: string
  /** Asked anew each time: the first push of all finds out which organisation this is. */
  readonly organizationId: () => string
}

const CONFIRMED: readonly Attempt['state'][] = ['created', 'updated', 'exists']

export function createAttemptBook(
  { data, clock, random }: Pick<CorePorts, 'data' | 'clock' | 'random'>,
  pen: Pen,
  input: AttemptBookInput,
): AttemptBook {
  const attempts = new Map(data.attempts.listFor(input.tenantId, input.domain).map((attempt) => [attempt.id, attempt]))
  const own: string[] = []
  let underWay: Attempt | null = null

  const keep = (attempt: Attempt): void => {
    pen.write(() => data.attempts.save(attempt))
    if (!attempts.has(attempt.id)) own.push(attempt.id)
    attempts.set(attempt.id, attempt)
  }
  const open = (sending: Sending): Attempt =>
    newAttempt({ ...input, sending, nowMs: clock.now(), chance: random.uuid(), number: own.length + 1 })
  // Before the first connection nobody knows the organisation; those attempts belong to the one that was found.
  const here = (): readonly Attempt[] =>
    [...attempts.values()].filter(({ organizationId: id }) => id === '' || id === input.organizationId())
  const lost = (): readonly Attempt[] => here().filter(isLost)

  return {
    closeWaits: () => {
      underWay = null
      for (const attempt of here()) if (attempt.state === 'waiting') keep({ ...attempt, state: 'failed' })
    },
    begin: (sending) => {
      underWay = open(sending)
      keep(underWay)
    },
    end: (state, end, without) => {
      const wasUnderWay = underWay
      underWay = null
      keep({ ...(wasUnderWay ?? open(without())), ...endedBy(end), state, finishedAt: isoNow(clock) })
      return wasUnderWay === null
    },
    isUnderWay: () => underWay !== null,
    settleLost: (d365LeadId, seen) => {
      const settled = lost().filter((attempt) => attempt.d365LeadId === d365LeadId)
      for (const attempt of settled) {
        keep({ ...attempt, state: stateOfLost(attempt.operation, seen), finishedAt: isoNow(clock) })
      }
      if (settled.some(({ id }) => id === underWay?.id)) underWay = null
      return settled.map(({ operation }) => operation)
    },
    hasLost: () => lost().some(({ id }) => id !== underWay?.id),
    isConfirmed: (d365LeadId) =>
      here().some((attempt) => attempt.d365LeadId === d365LeadId && CONFIRMED.includes(attempt.state)),
    own: () => own.flatMap((id) => attempts.get(id) ?? []),
  }
}

const isLost = ({ state }: Attempt): boolean => state === 'sending' || state === 'unknown'

const endedBy = ({ failure = null, requestIds = null, delayMs = null }: AttemptEnd) => ({
  failure,
  delayMs,
  ...(requestIds === null ? {} : { clientRequestId: requestIds.client, serviceRequestIds: [...requestIds.service] }),
})

interface NewAttempt extends AttemptBookInput {
  readonly nowMs: number
  /** A random UUID. */
  readonly chance: string
  readonly number: number
  readonly sending: Sending
}

function newAttempt({ sending, nowMs, chance, number, tenantId, runId, domain, organizationId }: NewAttempt): Attempt {
  const { operation, d365LeadId, generation, bodyDigest } = sending
  return {
    id: attemptId(nowMs, chance),
    runId,
    tenantId,
    organizationId: organizationId(),
    domain,
    number,
    d365LeadId,
    generation,
    operation,
    state: 'sending',
    startedAt: isoNow({ now: () => nowMs }),
    finishedAt: null,
    clientRequestId: null,
    serviceRequestIds: [],
    bodyDigest,
    failure: null,
    delayMs: null,
  }
}
