import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, RequestIds } from '../../shared/model/failure.ts'
import type { LeadRecord, LeadSearch } from '../d365/d365-client.ts'
import type { BulkWay } from './bulk-way.ts'
import { mayAskDirectly } from './bulk-reader.ts'
import { createGrouping, type Rider } from './grouping.ts'
import { MOST_MATCHES, type LeadCarrier, type Looked, type ReadById, type Wanted } from './lead-carrier.ts'

interface Finding {
  readonly wanted: Wanted
  /** Finds by itself what cannot be told apart together. */
  readonly single: LeadCarrier
}
type Seeker = Rider<Finding, Result<Looked, Failure>>

/**
 * Looks for many leads in one request: own ids and match keys together. The rows are handed to the leads they belong to, and judged there as if
 * each lead had asked for itself; where rows cannot be told apart, each lead does.
 */
export function createBulkFinder(
  way: BulkWay,
  read: LeadCarrier['read'],
): (finding: Finding) => Promise<Result<Looked, Failure>> {
  return createGrouping<Finding, Result<Looked, Failure>>(way, async (group) => {
    const answer = await way.calls.ask(() => search(way, group.close()))
    const seekers = group.close()
    if (!answer.ok && !mayAskDirectly(answer.failure)) {
      for (const { settle } of seekers) settle(fail(answer.failure))
      return
    }
    const shared = answer.ok ? shareOut(answer.value, seekers) : null
    await Promise.all(seekers.map((seeker) => settle(seeker, shared, read)))
  })
}

const search = ({ d365, context }: BulkWay, seekers: readonly Seeker[]) =>
  d365().searchLeads(searchesOf(seekers), columnsOf(seekers), context)

function searchesOf(seekers: readonly Seeker[]): readonly LeadSearch[] {
  const values = new Map<string, Set<string>>()
  const want = (column: string, value: string) => {
    values.set(column, (values.get(column) ?? new Set()).add(value))
  }
  for (const { item } of seekers) {
    for (const { leadId } of item.wanted.own) want('leadid', leadId)
    for (const match of item.wanted.matches) for (const value of match.values) want(match.column, value)
  }
  return [...values].map(([column, wanted]) => ({ column, values: [...wanted] }))
}

const columnsOf = (seekers: readonly Seeker[]): readonly string[] => [
  ...new Set(seekers.flatMap(({ item }) => item.wanted.columns)),
]

interface Shared {
  readonly byId: ReadonlyMap<string, LeadRecord>
  readonly matches: ReadonlyMap<Seeker, readonly LeadRecord[]>
  /** A row was found that belongs to nobody's values letter by letter: D365 compares more loosely than this program. */
  readonly hasStrays: boolean
  readonly requestIds: RequestIds
}

interface Rows {
  readonly leads: readonly LeadRecord[]
  readonly requestIds: RequestIds
}

function shareOut({ leads: rows, requestIds }: Rows, seekers: readonly Seeker[]): Shared {
  const byId = new Map(rows.map((row) => [row.leadId, row]))
  const ownIds = new Set(seekers.flatMap(({ item }) => item.wanted.own.map(({ leadId }) => leadId.toLowerCase())))
  const seekersOf = new Map<string, Set<Seeker>>()
  for (const seeker of seekers) {
    for (const { column, values } of seeker.item.wanted.matches) {
      for (const value of values) {
        const key = keyOf(column, value)
        seekersOf.set(key, (seekersOf.get(key) ?? new Set()).add(seeker))
      }
    }
  }
  const columns = [...new Set(seekers.flatMap(({ item }) => item.wanted.matches.map(({ column }) => column)))]
  const matches = new Map<Seeker, LeadRecord[]>()
  let hasStrays = false
  for (const row of byId.values()) {
    const hit = new Set(columns.flatMap((column) => [...(seekersOf.get(keyOf(column, row.columns[column])) ?? [])]))
    for (const seeker of hit) matches.set(seeker, [...(matches.get(seeker) ?? []), row])
    if (hit.size === 0 && !ownIds.has(row.leadId)) hasStrays = true
  }
  return { byId, matches, hasStrays, requestIds }
}

/** As D365's usual collation compares: case aside, blanks at the end aside. */
const keyOf = (column: string, value: unknown): string =>
  `${column} ${typeof value === 'string' ? value.trimEnd().toLowerCase() : ''}`

async function settle(seeker: Seeker, shared: Shared | null, read: LeadCarrier['read']): Promise<void> {
  const { wanted, single } = seeker.item
  const requestIds = shared?.requestIds ?? null
  const found = await findOwn(wanted, (leadId) =>
    ok({ record: shared?.byId.get(leadId.toLowerCase()) ?? null, requestIds }),
  )
  if (found !== null || shared === null || shared.hasStrays) {
    seeker.settle(found ?? (await single.find(wanted)))
    return
  }
  const certain = wanted.isCertain ? await findOwn(wanted, (leadId) => read(leadId, wanted.columns)) : null
  const matches = (shared.matches.get(seeker) ?? []).slice(0, MOST_MATCHES)
  seeker.settle(certain ?? ok({ own: null, matches, isSeenAbsent: wanted.isCertain, requestIds }))
}

type Read = (leadId: string) => Promise<Result<ReadById, Failure>> | Result<ReadById, Failure>

/** The first of the own ids that holds a row; a failure to read one says nothing about existence. Null = none does. */
async function findOwn({ own }: Wanted, read: Read): Promise<Result<Looked, Failure> | null> {
  for (const { leadId, generation } of own) {
    const answer = await read(leadId)
    if (!answer.ok) return answer
    const { record, requestIds } = answer.value
    if (record !== null) return ok({ own: { record, generation }, matches: [], isSeenAbsent: false, requestIds })
  }
  return null
}
