import { csvRows } from './csv-rows.ts'
import { jsonRows, ndjsonRows } from './json-rows.ts'
import type { HeaderReading, RowSource } from './row-source.ts'
import { xlsxRows } from './xlsx-rows.ts'

type Open = (bytes: AsyncIterable<Uint8Array>, header: HeaderReading) => RowSource

const BY_EXTENSION: ReadonlyMap<string, Open> = new Map<string, Open>([
  ['xlsx', xlsxRows],
  ['json', jsonRows],
  ['ndjson', ndjsonRows],
  ['jsonl', ndjsonRows],
])

/** The reader for a file, by the end of its name; CSV unless it says otherwise. */
export function openSource(fileName: string, bytes: AsyncIterable<Uint8Array>, header: HeaderReading): RowSource {
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase()
  return (BY_EXTENSION.get(extension) ?? csvRows)(bytes, header)
}
