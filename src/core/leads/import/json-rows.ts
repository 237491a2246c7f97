import { fail, ok, type Result } from '../../../shared/lib/result.ts'
import type { LeadRow, LeadRowReader } from '../read-lead-row.ts'
import { splitLines } from '../split-records.ts'
import { collect } from './collect-bytes.ts'
import type { HeaderReading, RowLine, RowSource } from './row-source.ts'

const ROWS_AT_ONCE = 500

/** A JSON array of objects, or Hunter's own answer `{"leads":[…]}`. `line` is the object's place in the array, 1-based. */
export function jsonRows(bytes: AsyncIterable<Uint8Array>, header: HeaderReading): RowSource {
  const objects = createObjectReader(header)
  return {
    columns: objects.columns,
    rows: async function* () {
      const text = await collect(bytes)
      if (!text.ok) return yield text
      const items = itemsOf(text.value)
      if (!items.ok) return yield items
      for (let from = 0; from < items.value.length; from += ROWS_AT_ONCE) {
        const batch = items.value.slice(from, from + ROWS_AT_ONCE)
        yield ok(batch.map((item, at) => ({ line: from + at + 1, row: objects.read(item) })))
      }
    },
  }
}

/** One JSON object per line; a line that is none costs that line alone. */
export function ndjsonRows(bytes: AsyncIterable<Uint8Array>, header: HeaderReading): RowSource {
  const objects = createObjectReader(header)
  return {
    columns: objects.columns,
    rows: async function* () {
      for await (const lines of splitLines(bytes)) {
        yield ok(
          lines.flatMap(({ line, bytes: text, isTooLong }): readonly RowLine[] => {
            if (isTooLong) return [{ line, row: fail('The line is longer than 1 MiB.') }]
            const json = text.toString('utf8').trim()
            return json === '' ? [] : [{ line, row: rowOf(json, objects.read) }]
          }),
        )
      }
    },
  }
}

function rowOf(json: string, read: (item: unknown) => Result<LeadRow, string>): Result<LeadRow, string> {
  const parsed = parse(json)
  return parsed.ok ? read(parsed.value) : parsed
}

function itemsOf(json: string): Result<readonly unknown[], string> {
  const parsed = parse(json)
  if (!parsed.ok) return parsed
  if (Array.isArray(parsed.value)) return ok(parsed.value)
  const leads = isObject(parsed.value) ? parsed.value['leads'] : undefined
  if (Array.isArray(leads)) return ok(leads)
  return fail('The file holds no list of leads: it must be an array of objects, or an object with an array "leads".')
}

function parse(json: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(json))
  } catch (error) {
    return fail(`This is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Objects need not name the same fields; each is read by those it names, and what it does not name is kept as it was. */
function createObjectReader(header: HeaderReading) {
  const readers = new Map<string, Result<LeadRowReader, string>>()
  const columns: Record<string, string | null> = {}

  const readerFor = (names: readonly string[]): Result<LeadRowReader, string> => {
    const key = JSON.stringify(names)
    const known = readers.get(key)
    if (known !== undefined) return known
    const reader = header.readerFor(names)
    readers.set(key, reader)
    if (reader.ok) Object.assign(columns, reader.value.columns)
    return reader
  }

  return {
    columns: () => (readers.size === 0 ? null : columns),
    read: (item: unknown): Result<LeadRow, string> => {
      if (!isObject(item)) return fail('This is no object.')
      const reader = readerFor(Object.keys(item))
      return reader.ok ? reader.value.read(Object.values(item).map(textOf)) : fail('The object names no domain.')
    },
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** As a cell would say it. An address may be an object of Hunter's own making (hunter-facts 2.1: `{email|value}`). */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  if (isObject(value)) return textOf(value['email'] ?? value['value'] ?? JSON.stringify(value))
  return JSON.stringify(value)
}
