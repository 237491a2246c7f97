import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ImportResult, Lead } from '../../shared/model/lead.ts'
import type { LeadStore } from '../ports/stores.ts'
import { createLineBook, type LineBook } from './line-book.ts'
import { readCsv, readHeader, type CsvLine } from './read-csv.ts'
import { bareLead, readLeadRows, type LeadRowReader } from './read-lead-row.ts'

export interface ImportInput {
  readonly fileName: string
  readonly bytes: AsyncIterable<Uint8Array>
  readonly isDryRun: boolean
  readonly signal: AbortSignal
  readonly leads: Pick<LeadStore, 'get' | 'saveAll' | 'ownerOf'>
}

/**
 * Reads a CSV in the shape of Hunter's export into the lead store, 500 lines at a time, each batch whole or not at all. A column the file lacks
 * keeps what is known of a lead. Rejects line by line; refuses the file only when there is nothing to read it by. Importing twice changes nothing.
 */
export async function importLeads(input: ImportInput): Promise<Result<ImportResult, Failure>> {
  const { fileName, signal } = input
  const book = createLineBook(input.leads)
  const headed = createHeadedReader()
  try {
    for await (const lines of readCsv(input.bytes, headed.delimiterOf)) {
      if (signal.aborted) return fail(cancelled(book))
      const rows = headed.rows(lines)
      if (!rows.ok) return fail(refusedFile(fileName, rows.failure))
      const { reader } = rows.value
      if (reader !== null) store(input, book, readRows(input, book, reader, rows.value.lines))
      // Not time, only a turn of the event loop: a window stays alive while a large file is read.
      await turnOfTheLoop()
    }
  } catch (error) {
    return fail(isStopped(signal) ? cancelled(book) : unreadable(fileName, error))
  }
  const reader = headed.reader()
  if (reader === null) return fail(refusedFile(fileName, 'The file is empty.'))
  if (book.counts.rows === 0) return fail(refusedFile(fileName, 'The file has a header and no line below it.'))
  return ok({ file: fileName, ...book.counts, rejected: book.rejected(), columns: { ...reader.columns } })
}

interface Rows {
  /** Null until the header was seen. */
  readonly reader: LeadRowReader | null
  readonly lines: readonly CsvLine[]
}

/** Takes the header off the first lines; the failure says why the file cannot be read by it. */
function createHeadedReader() {
  let header = ''
  let reader: LeadRowReader | null = null
  return {
    reader: () => reader,
    delimiterOf: (text: string) => {
      header = text
      return readHeader(text)?.delimiter ?? ','
    },
    rows: (lines: readonly CsvLine[]): Result<Rows, string> => {
      const [first] = lines
      if (reader !== null || first === undefined) return ok({ reader, lines })
      const read = 'cells' in first ? readLeadRows(readHeader(header)?.names ?? []) : fail(first.reason)
      if (!read.ok) return read
      reader = read.value
      return ok({ reader, lines: lines.slice(1) })
    },
  }
}

// Behind a function, because the compiler takes a flag it has seen unset for unset for ever.
const isStopped = (signal: AbortSignal): boolean => signal.aborted

function readRows(
  { leads }: ImportInput,
  book: LineBook,
  reader: LeadRowReader,
  lines: readonly CsvLine[],
): readonly Lead[] {
  return lines.flatMap((line) => {
    const row = 'cells' in line ? reader.read(line.cells) : fail(line.reason)
    const fault = row.ok ? book.accept(line.line, row.value.domain) : row.failure
    if (!row.ok || fault !== null) {
      book.reject(line.line, fault ?? 'The line cannot be read.')
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

const refusedFile = (fileName: string, message: string): Failure => ({
  kind: 'InvalidInput',
  message: `${fileName}: ${message}`,
  fields: [{ field: 'file', message }],
})

function unreadable(fileName: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error)
  return { kind: 'LocalDataError', message: `${fileName} could not be read: ${why}`, path: fileName }
}
