import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { ImportPreview } from '../../shared/model/lead-import.ts'
import { EMPTY_FILE, refusedFile, unreadable } from './import/file-refusals.ts'
import { openSource } from './import/open-source.ts'
import { columnsOfHeader, isKnownUnused, TARGETS } from './lead-columns.ts'
import type { LeadRowReader } from './read-lead-row.ts'

const ROWS_SHOWN = 5
const LONGEST_CELL = 120
const NOT_YET = fail('Only looked at.')

/**
 * The first rows of a file as they stand there, and what an import would take each column for. Reads no further than it must, stores nothing;
 * a file without a column of domains is no failure here, since it can be named.
 */
export async function previewImport(
  fileName: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<Result<ImportPreview, Failure>> {
  const book = createRowBook()
  const source = openSource(fileName, bytes, { map: {}, readerFor: (names) => ok(book.under(names)) })
  try {
    for await (const lines of source.rows()) {
      if (!lines.ok) return fail(refusedFile(fileName, lines.failure))
      if (book.isFull()) break
    }
  } catch (error) {
    return fail(unreadable(fileName, error))
  }
  return book.names().length === 0 ? fail(refusedFile(fileName, EMPTY_FILE)) : ok(previewOf(fileName, book))
}

function previewOf(file: string, book: RowBook): ImportPreview {
  const names = book.names()
  const columns = columnsOfHeader(names).map((column, at) => ({
    name: names[at] ?? '',
    field: column?.field ?? null,
    isKnown: column !== null || isKnownUnused(names[at] ?? ''),
  }))
  return { file, columns, rows: book.rows(), targets: [...TARGETS] }
}

interface RowBook {
  /** Keeps the first rows under these names; objects of one file need not name the same. */
  readonly under: (names: readonly string[]) => LeadRowReader
  readonly isFull: () => boolean
  readonly names: () => readonly string[]
  readonly rows: () => string[][]
}

function createRowBook(): RowBook {
  const names: string[] = []
  const rows: (readonly [names: readonly string[], cells: readonly string[]])[] = []
  return {
    under: (more) => {
      if (names.length === 0) names.push(...more)
      else names.push(...more.filter((name) => !names.includes(name)))
      return {
        columns: {},
        read: (cells) => {
          if (rows.length < ROWS_SHOWN) rows.push([more, cells])
          return NOT_YET
        },
      }
    },
    isFull: () => rows.length >= ROWS_SHOWN,
    names: () => names,
    rows: () =>
      rows.map(([under, cells]) =>
        names.map((name, at) => clipped(cells[under[at] === name ? at : under.indexOf(name)] ?? '')),
      ),
  }
}

const clipped = (cell: string): string => (cell.length > LONGEST_CELL ? `${cell.slice(0, LONGEST_CELL)}…` : cell)
