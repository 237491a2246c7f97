import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure, Failure, RequestIds } from '../../shared/model/failure.ts'
import type { CallContext, D365Client, LeadRecord, LeadSearch, LeadWrite } from '../d365/d365-client.ts'
import { anyOf, equals } from '../d365/odata-filter.ts'
import { isAbsence } from './failure-text.ts'
import type { Found } from './judge-found.ts'
import type { PushCalls } from './push-calls.ts'

/** D365's answer to a question by id. `record` null = absent, for certain. */
export interface ReadById {
  readonly record: LeadRecord | null
  readonly requestIds: RequestIds | null
}

/** Where a lead may be already: under its own ids, in this order, then under what the tenant matches leads with. */
export interface Wanted {
  readonly own: readonly { readonly leadId: string; readonly generation: number }[]
  readonly matches: readonly LeadSearch[]
  readonly columns: readonly string[]
  /** Something was sent under the own ids and never answered: a row left out of a query does not count as absent. */
  readonly isCertain: boolean
}

/** `isSeenAbsent`: whoever of the own ids holds no row was asked for directly; not so where only a query left them out. */
export interface Looked extends Found {
  readonly isSeenAbsent: boolean
  /** The request whose answer says so; it may be that of many leads. */
  readonly requestIds: RequestIds | null
}

export type Sent = Result<{ readonly requestIds: RequestIds }, D365Failure>

/**
 * How the questions and the write of one lead get to D365: by themselves, or in one request with those of other leads. What an answer means does
 * not depend on it.
 */
export interface LeadCarrier {
  /** Any answer but found or a plain 404 is a failure. `isAfterWrite`: it settles a write that left already, so a pause does not hold it. */
  readonly read: (
    leadId: string,
    columns: readonly string[],
    isAfterWrite?: boolean,
  ) => Promise<Result<ReadById, Failure>>
  /** Only asks. A failure says nothing about existence. */
  readonly find: (wanted: Wanted) => Promise<Result<Looked, Failure>>
  /** One write. What `before` writes down is flushed before the first byte leaves. Null = stopped before that. */
  readonly send: (write: LeadWrite, before: () => void) => Promise<Sent | null>
  /** The organisation, where the run knows it already. */
  readonly organization: () => string | null
}

/** Enough to tell one hit from several and to show the admin a choice. */
export const MOST_MATCHES = 20

export interface SingleCarrierInput {
  /** Asked anew for each call: a connection may be replaced while a push waits. */
  readonly d365: () => D365Client
  readonly calls: PushCalls
  readonly context: CallContext
}

/** One lead, one request at a time. */
export class SingleCarrier implements LeadCarrier {
  private readonly input: SingleCarrierInput

  constructor(input: SingleCarrierInput) {
    this.input = input
  }

  async read(leadId: string, columns: readonly string[], isAfterWrite?: boolean): Promise<Result<ReadById, Failure>> {
    const { calls, d365, context } = this.input
    return readById(await calls.ask(() => d365().readLead(leadId, columns, context), isAfterWrite))
  }

  async find(wanted: Wanted): Promise<Result<Looked, Failure>> {
    for (const { leadId, generation } of wanted.own) {
      const own = await this.read(leadId, wanted.columns)
      if (!own.ok) return fail(own.failure)
      const { record, requestIds } = own.value
      if (record !== null) return ok({ own: { record, generation }, matches: [], isSeenAbsent: false, requestIds })
    }
    return this.findMatches(wanted)
  }

  send({ operation, leadId, body }: LeadWrite, before: () => void): Promise<Sent | null> {
    const { calls, d365, context } = this.input
    return calls.send(before, () =>
      operation === 'create' ? d365().createLead(leadId, body, context) : d365().updateLead(leadId, body, context),
    )
  }

  organization(): null {
    return null
  }

  private async findMatches({ matches, columns }: Wanted): Promise<Result<Looked, Failure>> {
    const { calls, d365, context } = this.input
    const filters = matches.flatMap(({ column, values }) => values.map((value) => equals(column, value)))
    if (filters.length === 0) return ok({ own: null, matches: [], isSeenAbsent: true, requestIds: null })
    const query = { filter: anyOf(filters), select: columns, top: MOST_MATCHES }
    const answer = await calls.ask(() => d365().queryLeads(query, context))
    if (!answer.ok) return fail(answer.failure)
    const { leads, requestIds } = answer.value
    return ok({ own: null, matches: leads, isSeenAbsent: true, requestIds })
  }
}

/** What a direct question's answer says of existence. */
export function readById(
  answer: Result<LeadRecord & { readonly requestIds?: RequestIds }, Failure>,
): Result<ReadById, Failure> {
  if (answer.ok) return ok({ record: answer.value, requestIds: answer.value.requestIds ?? null })
  const { failure } = answer
  return isAbsence(failure) && 'requestIds' in failure
    ? ok({ record: null, requestIds: failure.requestIds })
    : fail(failure)
}
