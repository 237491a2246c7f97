import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, RequestIds } from '../../shared/model/failure.ts'
import type { D365Client, LeadRecord } from '../d365/d365-client.ts'
import type { BulkWay } from './bulk-way.ts'
import { createGrouping, type Rider } from './grouping.ts'
import { readById, type LeadCarrier, type ReadById } from './lead-carrier.ts'

interface Asked {
  readonly leadId: string
  readonly columns: readonly string[]
}
/** Operations of one `$batch` (dataverse-facts 2.1). */
const MOST_PER_BATCH = 1_000

type Reading = Rider<Asked, Result<ReadById, Failure>>

/**
 * Questions by id of many leads: one query finds those that are there, and whoever it does not name is asked for directly, since a row missing
 * from a query says nothing (rows one may not read are left out without a sign).
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md.
 */
export function createBulkReader(way: BulkWay): LeadCarrier['read'] {
  // Apart from each other: what settles a write is asked while a run is paused, the rest is not.
  const [join, joinAfterWrite] = [createReading(way, false), createReading(way, true)]
  return (leadId, columns, isAfterWrite = false) =>
    (isAfterWrite ? joinAfterWrite : join)({ leadId: leadId.toLowerCase(), columns })
}

const createReading = (way: BulkWay, isAfterWrite: boolean) =>
  createGrouping<Asked, Result<ReadById, Failure>>(way, async (group) => {
    const found = await way.calls.ask(() => searchSeveral(way, group.close()), isAfterWrite)
    const riders = group.close()
    if (!found.ok && !mayAskDirectly(found.failure)) {
      for (const { settle } of riders) settle(fail(found.failure))
      return
    }
    const missing = found.ok ? settleFound(riders, found.value) : riders
    if (missing.length > 0) await askDirectly(way, missing, isAfterWrite)
  })

/** The query itself was refused: the direct questions still say all there is to know. */
export const mayAskDirectly = (failure: Failure): boolean =>
  failure.kind === 'D365ValidationError' ||
  (failure.kind === 'D365APIError' && failure.isDefinite && !failure.isTransient)

/** One alone is asked for directly at once. */
function searchSeveral({ d365, context }: BulkWay, riders: readonly Reading[]): ReturnType<D365Client['searchLeads']> {
  if (riders.length === 1) return Promise.resolve(ok({ leads: [], requestIds: { client: '', service: [] } }))
  const values = riders.map(({ item }) => item.leadId)
  return d365().searchLeads([{ column: 'leadid', values }], columnsOf(riders), context)
}

/** Answers those whom the query did not name. */
function settleFound(
  riders: readonly Reading[],
  { leads, requestIds }: { readonly leads: readonly LeadRecord[]; readonly requestIds: RequestIds },
): readonly Reading[] {
  const rows = new Map(leads.map((record) => [record.leadId, record]))
  return riders.filter(({ item, settle }) => {
    const record = rows.get(item.leadId)
    if (record !== undefined) settle(ok({ record, requestIds }))
    return record === undefined
  })
}

async function askDirectly(
  { calls, d365, context }: BulkWay,
  riders: readonly Reading[],
  isAfterWrite: boolean,
): Promise<void> {
  for (let from = 0; from < riders.length; from += MOST_PER_BATCH) {
    const some = riders.slice(from, from + MOST_PER_BATCH)
    const ids = some.map(({ item }) => item.leadId)
    const asked = await calls.ask(() => d365().readLeads(ids, columnsOf(some), context), isAfterWrite)
    some.forEach(({ settle }, at) => {
      const answer = asked.ok ? asked.value.answers[at] : asked
      if (answer !== undefined) settle(answer.ok ? readById(answer) : readById(answer))
    })
  }
}

const columnsOf = (riders: readonly Reading[]): readonly string[] => [
  ...new Set(riders.flatMap(({ item }) => item.columns)),
]
