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

export interface AttemptBookInput {
  readonly tenantId: string
  readonly runId: string
  readonly domain: string
  /** Asked anew each time: the first push of all finds out which organisation this is. */
  readonly organizationId: () => string
}

type BookPorts = Pick<CorePorts, 'data' | 'clock' | 'random'>

const CONFIRMED: readonly Attempt['state'][] = ['created', 'updated', 'exists']

/** The attempts of one lead: those of this push, and those that earlier pushes left. A class, since thousands are on their way at once. */
export class AttemptBook {
  private readonly ports: BookPorts
  private readonly pen: Pen
  private readonly input: AttemptBookInput
  private attempts: readonly Attempt[]
  /** How many of them earlier pushes left. */
  private readonly earlier: number
  private underWay: Attempt | null = null

  constructor(ports: BookPorts, pen: Pen, input: AttemptBookInput) {
    this.ports = ports
    this.pen = pen
    this.input = input
    this.attempts = ports.data.attempts.listFor(input.tenantId, input.domain)
    this.earlier = this.attempts.length
  }

  closeWaits(): void {
    this.underWay = null
    for (const attempt of this.here()) if (attempt.state === 'waiting') this.keep({ ...attempt, state: 'failed' })
  }

  begin(sending: Sending): void {
    this.underWay = this.open(sending)
    this.keep(this.underWay)
  }

  /** Ends the attempt under way. Without one, records one that is over already, and answers true: it is a new one. */
  end(state: EndedState, end: AttemptEnd, without: () => Sending): boolean {
    const wasUnderWay = this.underWay
    this.underWay = null
    const finishedAt = isoNow(this.ports.clock)
    this.keep({ ...(wasUnderWay ?? this.open(without())), ...endedBy(end), state, finishedAt })
    return wasUnderWay === null
  }

  isUnderWay(): boolean {
    return this.underWay !== null
  }

  /** Writes under this id whose answer was lost: now it is known. Answers which kinds there were. */
  settleLost(d365LeadId: string, seen: Seen): readonly Attempt['operation'][] {
    const settled = this.lost().filter((attempt) => attempt.d365LeadId === d365LeadId)
    for (const attempt of settled) {
      const state = stateOfLost(attempt.operation, seen)
      this.keep({ ...attempt, state, finishedAt: isoNow(this.ports.clock) })
    }
    if (settled.some(({ id }) => id === this.underWay?.id)) this.underWay = null
    return settled.map(({ operation }) => operation)
  }

  /** The attempt under way aside. */
  hasLost(): boolean {
    return this.lost().some(({ id }) => id !== this.underWay?.id)
  }

  isConfirmed(d365LeadId: string): boolean {
    return this.here().some((attempt) => attempt.d365LeadId === d365LeadId && CONFIRMED.includes(attempt.state))
  }

  /** Those of this push, in order. */
  own(): readonly Attempt[] {
    return this.attempts.slice(this.earlier)
  }

  private keep(attempt: Attempt): void {
    this.pen.write(() => this.ports.data.attempts.save(attempt))
    const at = this.attempts.findIndex(({ id }) => id === attempt.id)
    this.attempts = at < 0 ? [...this.attempts, attempt] : this.attempts.with(at, attempt)
  }

  private open(sending: Sending): Attempt {
    const { clock, random } = this.ports
    const number = this.attempts.length - this.earlier + 1
    return newAttempt({ ...this.input, sending, nowMs: clock.now(), chance: random.uuid(), number })
  }

  /** Before the first connection nobody knows the organisation; those attempts belong to the one that was found. */
  private here(): readonly Attempt[] {
    return this.attempts.filter(({ organizationId: id }) => id === '' || id === this.input.organizationId())
  }

  private lost(): readonly Attempt[] {
    return this.here().filter(isLost)
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
