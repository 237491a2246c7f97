import { urlError } from '../errors.ts'

/** One part of a multipart body: its own headers (lower-case names) and what follows the blank line. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly content: string
}

/** The boundary of a `multipart/mixed` content type, quoted or not; `undefined` for any other type. */
export const boundaryOf = (contentType: string | undefined): string | undefined => {
  const match = /^\s*multipart\/mixed\s*;(?:.*;)?\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '')
  return match?.[1] ?? match?.[2]
}

/**
 * Splits a multipart body at its boundary. Line ends may be CRLF or LF alone, because clients differ.
 * Source: RFC 2046 section 5.1.1.
 *
 * @throws DataverseError 400 0x80060888 when no part is found or the closing boundary is missing.
 */
export const splitMultipart = (body: string, boundary: string): readonly Part[] => {
  const parts: Part[] = []
  const delimiter = `--${boundary}`
  let at = findDelimiter(body, delimiter, 0)
  for (;;) {
    if (at < 0) throw urlError('The multipart body ended before its closing boundary.')
    const after = at + delimiter.length
    if (body.startsWith('--', after)) return parts
    const lineEnd = body.indexOf('\n', after)
    const next = lineEnd < 0 ? -1 : findDelimiter(body, delimiter, lineEnd + 1)
    if (next < 0) throw urlError('The multipart body ended before its closing boundary.')
    parts.push(readPart(withoutLastLineEnd(body.slice(lineEnd + 1, next))))
    at = next
  }
}

/** A delimiter counts at the start of a line only. */
const findDelimiter = (body: string, delimiter: string, from: number): number => {
  for (let at = body.indexOf(delimiter, from); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    const isLineStart = at === 0 || body.charAt(at - 1) === '\n'
    const follows = body.charAt(at + delimiter.length)
    if (isLineStart && (follows === '' || '-\r\n \t'.includes(follows))) return at
  }
  return -1
}

/** The line end before a delimiter belongs to the delimiter. */
const withoutLastLineEnd = (text: string): string => text.replace(/\r?\n$/, '')

export const readPart = (text: string): Part => {
  const blank = /\r?\n\r?\n/.exec(text)
  const isBare = text.startsWith('\n') || text.startsWith('\r\n')
  if (isBare) return { headers: new Map(), content: text.replace(/^\r?\n/, '') }
  if (!blank) return { headers: readHeaderLines(text), content: '' }
  return {
    headers: readHeaderLines(text.slice(0, blank.index)),
    content: text.slice(blank.index + blank[0].length),
  }
}

const readHeaderLines = (text: string): ReadonlyMap<string, string> => {
  const headers = new Map<string, string>()
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim())
  }
  return headers
}
