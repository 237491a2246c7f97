import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ImportResult, Lead } from '../../shared/model/lead.ts'
import type { LeadStore } from '../ports/stores.ts'
import { createLineBook, type LineBook } from './line-book.ts'
import { EMPTY_FILE, refusedFile, unreadable } from './import/file-refusals.ts'
import { openSource } from './import/open-source.ts'
import type { RowLine } from './import/row-source.ts'
import { unknownTargets, type ColumnMap } from './lead-columns.ts'
import { bareLead, readLeadRows } from './read-lead-row.ts'

export interface ImportInput {
  readonly fileName: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly isDryRun: boolean
  /** The file's column names to those the console knows; to nothing (`''`) for a column to be left out. */
  readonly map?: ColumnMap
  readonly signal: AbortSignal
  readonly leads: Pick<LeadStore, 'get' | 'saveAll' | 'ownerOf' | 'seenLines'>
}

/**
 * Reads a file of leads (CSV, XLSX, JSON, NDJSON by the end of its name) into the lead store, batch by batch, each whole or not at all. A column
 * the file lacks keeps what is known of a lead. Rejects line by line; refuses the file only when there is nothing to read it by. Importing twice
 * changes nothing.
 */
export async function importLeads(input: ImportInput): Promise<Result<ImportResult, Failure>> {
  const { fileName, signal } = input
  const book = createLineBook(input.leads)
  const unknown = unknownTargets(input.map ?? {})
  if (unknown !== null) return fail(refusedFile(fileName, unknown))
  const map = input.map ?? {}
  const source = openSource(fileName, input.bytes, { map, readerFor: (names) => readLeadRows(names, map) })
  try {
    for await (const lines of source.rows()) {
      if (signal.aborted) return fail(cancelled(book))
      if (!lines.ok) return fail(refusedFile(fileName, lines.failure))
      store(input, book, accepted(input, book, lines.value))
      // Not time, only a turn of the event loop: a window stays alive while a large file is read.
      await turnOfTheLoop()
    }
  } catch (error) {
    return fail(isStopped(signal) ? cancelled(book) : unreadable(fileName, error))
  } finally {
    book.end()
  }
  return resultOf(fileName, book, source.columns())
}

function resultOf(
  fileName: string,
  book: LineBook,
  columns: Readonly<Record<string, string | null>> | null,
): Result<ImportResult, Failure> {
  if (columns === null) return fail(refusedFile(fileName, EMPTY_FILE))
  if (book.counts.rows === 0) return fail(refusedFile(fileName, 'The file has a header and no line below it.'))
  return ok({ file: fileName, ...book.counts, rejected: book.rejected(), columns: { ...columns } })
}

// Behind a function, because the compiler takes a flag it has seen unset for unset for ever.
const isStopped = (signal: AbortSignal): boolean => signal.aborted

function accepted({ leads }: ImportInput, book: LineBook, lines: readonly RowLine[]): readonly Lead[] {
  return lines.flatMap(({ line, row }) => {
    const fault = row.ok ? book.accept(line, row.value.domain) : row.failure
    if (!row.ok || fault !== null) {
      book.reject(line, fault ?? 'The line cannot be read.')
      return []
    }
    return [{ ...(leads.get(row.value.domain) ?? bareLead(row.value.domain)), ...row.value.fields }]
  })
}

function store({ leads, isDryRun }: ImportInput, book: LineBook, found: readonly Lead[]): void {
  if (found.length === 0) return
  if (!isDryRun) {
    book.count(leads.saveAll(found))
    return
  }
  const updated = found.filter(({ domain }) => leads.get(domain) !== null).length
  book.count({ imported: found.length - updated, updated })
}

const cancelled = ({ counts }: LineBook): Failure => ({
  kind: 'Cancelled',
  message: `Cancelled after ${counts.rows} lines; ${counts.imported + counts.updated} leads are stored.`,
})
