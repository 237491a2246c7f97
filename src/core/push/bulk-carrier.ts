import type { BulkMode } from '../../shared/model/push.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import { createBulkFinder } from './bulk-finder.ts'
import { createBulkReader } from './bulk-reader.ts'
import type { BulkWay } from './bulk-way.ts'
import { createBulkWriter } from './bulk-writer.ts'
import type { LeadCarrier, Wanted } from './lead-carrier.ts'

/** Gets 91 % of what larger batches would at a tenth of the rows at stake (docs/adr/0019-bulk-push.md). */
export const MOST_PER_REQUEST = 100
const FEWEST_PER_REQUEST = 10
/** Questions cost the server little more for many leads than for few, and each takes the place of a write. */
export const MOST_PER_QUESTION = 1_000
/** At this many calls at once or fewer the leads of twice as many per question find room in memory, since few are being written. */
const NARROW = 16

/** Leads a question may be about, where so many calls may be under way. */
export const leadsPerQuestion = (concurrency: number): number =>
  concurrency <= NARROW ? 2 * MOST_PER_QUESTION : MOST_PER_QUESTION

export interface BulkCarrier {
  /** `single` carries what does not travel well with others. */
  readonly carrierOf: (single: LeadCarrier) => LeadCarrier
  /** From here on leads travel together: a token was had, and this is the organisation it leads to. */
  readonly reached: (organizationId: string) => void
  /** Null before the first write. */
  readonly mode: () => BulkMode | null
}

export interface CarrierWay extends Omit<BulkWay, 'size'> {
  /** Calls that may be under way at once now. */
  readonly concurrency: () => number
}

export function createBulkCarrier({ concurrency, ...way }: CarrierWay): BulkCarrier {
  const size = createSize()
  const asking: BulkWay = { ...way, size: () => leadsPerQuestion(concurrency()) }
  const modes = createModes(way)
  const read = createBulkReader(asking)
  const find = createBulkFinder(asking, read)
  const send = createBulkWriter({ way: { ...way, size: size.current }, mode: modes, onAnswer: size.learn })
  let organizationId: string | null = null
  const company: Company = { read, find, send, organization: () => organizationId }

  return {
    carrierOf: (single) => new CompanyCarrier(company, single),
    reached: (id) => {
      organizationId = id
      // The first write need not wait for it.
      void modes.current()
    },
    mode: modes.known,
  }
}

interface Company extends Pick<LeadCarrier, 'read' | 'send' | 'organization'> {
  readonly find: ReturnType<typeof createBulkFinder>
}

/** One lead in company, as soon as the organisation is known. */
class CompanyCarrier implements LeadCarrier {
  private readonly company: Company
  private readonly single: LeadCarrier
  readonly send: LeadCarrier['send']

  constructor(company: Company, single: LeadCarrier) {
    this.company = company
    this.single = single
    this.send = company.send
  }

  read(...asked: Parameters<LeadCarrier['read']>): ReturnType<LeadCarrier['read']> {
    return (this.organization() === null ? this.single : this.company).read(...asked)
  }

  find(wanted: Wanted): ReturnType<LeadCarrier['find']> {
    const { company, single } = this
    return this.organization() === null ? single.find(wanted) : company.find({ wanted, single })
  }

  organization(): string | null {
    return this.company.organization()
  }
}

/** Rows per request: fewer after a request that took the server too long, slowly more again. */
function createSize() {
  let most = MOST_PER_REQUEST
  return {
    current: () => Math.floor(most),
    learn: (failure: D365Failure | null) => {
      if (failure === null) most = Math.min(MOST_PER_REQUEST, most * 1.1)
      else if (tookTooLong(failure)) most = Math.max(FEWEST_PER_REQUEST, most / 2)
    },
  }
}

/** SQL timeout (dataverse-facts 5.3), a deadline, or a body that is too large. */
const tookTooLong = (failure: D365Failure): boolean =>
  (failure.kind === 'D365TimeoutError' && failure.phase === 'answer') ||
  ('code' in failure && failure.code === '0x80044151') ||
  ('httpStatus' in failure && failure.httpStatus === 413)

/** CreateMultiple where the organisation says that its lead table takes it, else `$batch`, else one by one. */
function createModes({ calls, d365, context }: Pick<BulkWay, 'calls' | 'd365' | 'context'>) {
  let known: BulkMode | null = null
  let asking: Promise<BulkMode> | null = null
  const ask = async (): Promise<BulkMode> => {
    const answer = await calls.ask(() => d365().metadata.supportsLeadMessage('CreateMultiple', context))
    known ??= answer.ok && answer.value.isSupported ? 'create-multiple' : 'batch'
    return known
  }
  return {
    known: () => known,
    current: (): Promise<BulkMode> => (known === null ? (asking ??= ask()) : Promise.resolve(known)),
    fallBack: (from: BulkMode): void => {
      if (known === from) known = from === 'create-multiple' ? 'batch' : 'single'
    },
  }
}
