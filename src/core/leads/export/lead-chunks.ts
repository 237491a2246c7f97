import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { LeadStore, LeadWithState, SyncScope } from '../../ports/stores.ts'
import type { ExportColumn } from './lead-cells.ts'
import { csvHeader, csvLine } from './write-csv.ts'
import { HUNTER_SQL_END, hunterSqlHead, hunterSqlLine } from './write-hunter-sql.ts'

const LEADS_AT_ONCE = 1_000

/** Leads in order of domain, a slice at a time; the loop gets its turn in between, so that a window stays alive. */
export async function* eachSlice(
  leads: Pick<LeadStore, 'slice'>,
  scope: SyncScope,
  fits: (row: LeadWithState) => boolean = () => true,
): AsyncGenerator<readonly LeadWithState[], void, undefined> {
  for (let after: string | null = null; ;) {
    const slice = leads.slice(scope, { after, limit: LEADS_AT_ONCE })
    yield slice.filter(fits)
    after = slice.at(-1)?.lead.domain ?? null
    if (slice.length < LEADS_AT_ONCE) return
    await turnOfTheLoop()
  }
}

export type Slices = AsyncIterable<readonly LeadWithState[]>

/** A file in pieces: memory stays bounded whatever the number of leads. */
export async function* csvChunks(columns: readonly ExportColumn[], slices: Slices): AsyncGenerator<string> {
  yield csvHeader(columns)
  for await (const slice of slices) yield slice.map((row) => csvLine(columns, row)).join('')
}

/** One object per line; keys as in the CSV, values typed. */
export async function* ndjsonChunks(columns: readonly ExportColumn[], slices: Slices): AsyncGenerator<string> {
  for await (const slice of slices) yield slice.map((row) => `${jsonOf(columns, row)}\n`).join('')
}

export async function* jsonChunks(columns: readonly ExportColumn[], slices: Slices): AsyncGenerator<string> {
  let before = '[\n'
  for await (const slice of slices) {
    for (const row of slice) {
      yield `${before}${jsonOf(columns, row)}`
      before = ',\n'
    }
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}

/** `onLine` is told every lead whose id the file carries. */
export async function* hunterSqlChunks(
  head: { readonly tenantName: string; readonly organizationId: string },
  slices: Slices,
  onLine: (row: LeadWithState) => void,
): AsyncGenerator<string> {
  yield hunterSqlHead(head.tenantName, head.organizationId)
  for await (const slice of slices) {
    const lines = slice.flatMap((row) => {
      const line = hunterSqlLine(row)
      if (line !== null) onLine(row)
      return line === null ? [] : [line]
    })
    yield lines.join('')
  }
  yield HUNTER_SQL_END
}

const jsonOf = (columns: readonly ExportColumn[], row: LeadWithState): string =>
  JSON.stringify(Object.fromEntries(columns.map(({ name, value }) => [name, value(row)])))
