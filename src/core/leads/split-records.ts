/** A record's text, with the line it begins on, or why there is none. */
export type RawRecord =
  { readonly line: number; readonly text: string } | { readonly line: number; readonly reason: string }

export interface RawLine {
  readonly line: number
  readonly bytes: Buffer
  readonly isTooLong: boolean
}

const LONGEST_RECORD = 1024 * 1024
/** A cell may hold line ends, but not a whole file: beyond this a quote was never closed. */
const MOST_LINES = 64
const MOST_RECORDS_AT_ONCE = 500
const NEW_LINE = 0x0a
const QUOTE = 0x22
const RETURN = 0x0d

/**
 * Parts bytes into CSV records without reading their cells. A line with an odd number of quotes is joined with those after it until the quotes
 * are even; if that leads nowhere, its first line alone is at fault and the others are read anew. `isRecord` tells whether joined lines
 * really are one record. Blank lines are left out; a byte order mark is taken off. Bytes are looked at, not letters: in UTF-8 no part of a letter
 * looks like a quote or a line end.
 */
export async function* splitRecords(
  bytes: AsyncIterable<Uint8Array>,
  isRecord: (text: string) => boolean,
): AsyncGenerator<readonly RawRecord[], void, undefined> {
  const joiner = createJoiner(isRecord)
  let batch: RawRecord[] = []
  // The header comes alone: how it is parted tells how to read the rest.
  let most = 1
  for await (const lines of splitLines(bytes)) {
    for (const line of lines) {
      batch.push(...joiner.take(line))
      if (batch.length < most) continue
      yield batch
      batch = []
      most = MOST_RECORDS_AT_ONCE
    }
  }
  batch.push(...joiner.end())
  if (batch.length > 0) yield batch
}

/** Joins lines to records. `take` gives what a further line completes, `end` what the end of the file leaves. */
function createJoiner(isRecord: (text: string) => boolean) {
  let open: RawLine[] = []

  const take = (first: RawLine): readonly RawRecord[] => {
    const records: RawRecord[] = []
    const waiting = [first]
    for (let line = waiting.shift(); line !== undefined; line = waiting.shift()) {
      open.push(line)
      const closed = close(open, isRecord)
      if (closed === null) continue
      records.push(...closed.records)
      waiting.unshift(...closed.again)
      open = []
    }
    return records
  }

  /** Nothing can close a quote any more. */
  const end = (): readonly RawRecord[] => {
    const records: RawRecord[] = []
    while (open.length > 0) {
      const closed = onlyFirstAtFault(open, NEVER_CLOSED)
      open = []
      records.push(...closed.records, ...closed.again.flatMap((line) => take(line)))
    }
    return records
  }

  return { take, end }
}

interface Closed {
  readonly records: readonly RawRecord[]
  /** Lines that are to be read anew. */
  readonly again: readonly RawLine[]
}

const NEVER_CLOSED = 'A quote is opened and never closed.'

/** What the lines so far come to; null when more are needed. */
function close(lines: readonly RawLine[], isRecord: (text: string) => boolean): Closed | null {
  const last = lines.at(-1)
  if (last?.isTooLong === true) {
    const tooLong = { line: last.line, reason: 'The line is longer than 1 MiB.' }
    return lines.length === 1 ? { records: [tooLong], again: [] } : onlyFirstAtFault(lines, NEVER_CLOSED)
  }
  if (areQuotesEven(lines)) return closeEven(lines, isRecord)
  const size = lines.reduce((sum, { bytes }) => sum + bytes.length, 0)
  return lines.length >= MOST_LINES || size > LONGEST_RECORD ? onlyFirstAtFault(lines, NEVER_CLOSED) : null
}

function closeEven(lines: readonly RawLine[], isRecord: (text: string) => boolean): Closed {
  const record = toRecord(lines)
  if ('reason' in record) return { records: [record], again: [] }
  if (lines.length > 1 && !isRecord(record.text)) return onlyFirstAtFault(lines, 'The quotes are broken.')
  return { records: record.text.trim() === '' ? [] : [record], again: [] }
}

const onlyFirstAtFault = ([first, ...others]: readonly RawLine[], reason: string): Closed => ({
  records: [{ line: first?.line ?? 0, reason }],
  again: others,
})

/** Lines as bytes, without their ends; one that is too long comes empty and marked. Memory is bounded by one line and one chunk. */
export async function* splitLines(
  bytes: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly RawLine[], void, undefined> {
  let rest: Buffer = Buffer.alloc(0)
  let line = 1
  let isSkipping = false
  let isFirst = true
  for await (const chunk of bytes) {
    const buffer: Buffer = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
    const lines: RawLine[] = []
    let from = 0
    for (let at = buffer.indexOf(NEW_LINE); at >= 0; at = buffer.indexOf(NEW_LINE, from)) {
      if (!isSkipping) lines.push(rawLine(buffer.subarray(from, at), line, isFirst))
      isSkipping = false
      isFirst = false
      from = at + 1
      line += 1
    }
    rest = buffer.subarray(from)
    if (!isSkipping && rest.length > LONGEST_RECORD) {
      lines.push({ line, bytes: Buffer.alloc(0), isTooLong: true })
      isSkipping = true
      isFirst = false
    }
    if (isSkipping) rest = Buffer.alloc(0)
    yield lines
  }
  if (rest.length > 0) yield [rawLine(rest, line, isFirst)]
}

function rawLine(bytes: Buffer, line: number, isFirst: boolean): RawLine {
  const hasMark = isFirst && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const end = bytes.at(-1) === RETURN ? bytes.length - 1 : bytes.length
  const body = bytes.subarray(hasMark ? 3 : 0, end)
  const isTooLong = body.length > LONGEST_RECORD
  return { line, bytes: isTooLong ? Buffer.alloc(0) : body, isTooLong }
}

function areQuotesEven(lines: readonly RawLine[]): boolean {
  let quotes = 0
  for (const { bytes } of lines) {
    for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) quotes += 1
  }
  return quotes % 2 === 0
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function toRecord(lines: readonly RawLine[]): RawRecord {
  const line = lines[0]?.line ?? 0
  const bytes = Buffer.concat(lines.flatMap((part, at) => (at === 0 ? [part.bytes] : [Buffer.from('\n'), part.bytes])))
  if (bytes.includes(0)) return { line, reason: 'The line holds a zero byte: this is not text.' }
  try {
    return { line, text: utf8.decode(bytes) }
  } catch {
    return { line, reason: 'The line is not UTF-8. Save the file as "CSV UTF-8".' }
  }
}
