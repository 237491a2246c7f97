import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, RequestIds } from '../../shared/model/failure.ts'
import type { LeadRecord, LeadSearch } from '../d365/d365-client.ts'
import type { BulkWay } from './bulk-way.ts'
import { mayAskDirectly } from './bulk-reader.ts'
import { createGrouping, type Rider } from './grouping.ts'
import { MOST_MATCHES, type LeadCarrier, type Looked, type Wanted } from './lead-carrier.ts'

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
    const wanted = values.get(column)
    if (wanted === undefined) values.set(column, new Set([value]))
    else wanted.add(value)
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
  const matches = new Map<Seeker, LeadRecord[]>()
  // New leads, nearly always: whom rows belong to need not be found out.
  if (rows.length === 0) return { byId, matches, hasStrays: false, requestIds }
  const ownIds = new Set(seekers.flatMap(({ item }) => item.wanted.own.map(({ leadId }) => leadId.toLowerCase())))
  const columns = [...new Set(seekers.flatMap(({ item }) => item.wanted.matches.map(({ column }) => column)))]
  const seekersOf = byMatchKey(seekers)
  let hasStrays = false
  for (const row of byId.values()) {
    const hit = new Set(columns.flatMap((column) => [...(seekersOf.get(keyOf(column, row.columns[column])) ?? [])]))
    for (const seeker of hit) matches.set(seeker, [...(matches.get(seeker) ?? []), row])
    if (hit.size === 0 && !ownIds.has(row.leadId)) hasStrays = true
  }
  return { byId, matches, hasStrays, requestIds }
}

function byMatchKey(seekers: readonly Seeker[]): ReadonlyMap<string, ReadonlySet<Seeker>> {
  const seekersOf = new Map<string, Set<Seeker>>()
  for (const seeker of seekers) {
    for (const { column, values } of seeker.item.wanted.matches) {
      for (const value of values) {
        const key = keyOf(column, value)
        seekersOf.set(key, (seekersOf.get(key) ?? new Set()).add(seeker))
      }
    }
  }
  return seekersOf
}

/** As D365's usual collation compares: case aside, blanks at the end aside. */
const keyOf = (column: string, value: unknown): string =>
  `${column} ${typeof value === 'string' ? value.trimEnd().toLowerCase() : ''}`

async function settle(seeker: Seeker, shared: Shared | null, read: LeadCarrier['read']): Promise<void> {
  const { wanted, single } = seeker.item
  const found = shared === null ? null : ownAmong(shared, wanted)
  if (found !== null || shared === null || shared.hasStrays) {
    seeker.settle(found === null ? await single.find(wanted) : ok(found))
    return
  }
  const certain = wanted.isCertain ? await readOwn(read, wanted) : null
  const matches = (shared.matches.get(seeker) ?? []).slice(0, MOST_MATCHES)
  const { requestIds } = shared
  seeker.settle(certain ?? ok({ own: null, matches, isSeenAbsent: wanted.isCertain, requestIds }))
}

const lookedAt = (record: LeadRecord, generation: number, requestIds: RequestIds | null): Looked => ({
  own: { record, generation },
  matches: [],
  isSeenAbsent: false,
  requestIds,
})

/** The row under the first of the own ids that has one. */
function ownAmong({ byId, requestIds }: Shared, { own }: Wanted): Looked | null {
  for (const { leadId, generation } of own) {
    const record = byId.get(leadId.toLowerCase())
    if (record !== undefined) return lookedAt(record, generation, requestIds)
  }
  return null
}

/** The same, asked for id by id; a failure to read one says nothing about existence. Null = none has a row. */
async function readOwn(read: LeadCarrier['read'], { own, columns }: Wanted): Promise<Result<Looked, Failure> | null> {
  for (const { leadId, generation } of own) {
    const answer = await read(leadId, columns)
    if (!answer.ok) return answer
    const { record, requestIds } = answer.value
    if (record !== null) return ok(lookedAt(record, generation, requestIds))
  }
  return null
}
