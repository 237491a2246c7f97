import type { RawAnswer, RawRequest } from './transport.ts'

/** One operation of a `$batch`; `path` begins with a slash. */
export interface BatchPart extends Pick<RawRequest, 'method' | 'path' | 'body'> {
  readonly headers: Readonly<Record<string, string>>
}

const CRLF = '\r\n'

/**
 * The body of a `$batch` without change sets: every operation stands for itself.
 * Source: Microsoft Learn, "Execute batch operations using the Web API"; OData 4.0 Protocol, section 11.7 (batch requests).
 */
export function writeBatch(parts: readonly BatchPart[], boundary: string): string {
  const texts = parts.map(({ method, path, headers, body }) =>
    [
      `--${boundary}`,
      'Content-Type: application/http',
      'Content-Transfer-Encoding: binary',
      '',
      `${method} ${path} HTTP/1.1`,
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
      ...(body === null ? [] : ['Content-Type: application/json; type=entry']),
      '',
      body ?? '',
    ].join(CRLF),
  )
  return [...texts, `--${boundary}--`, ''].join(CRLF)
}

/**
 * The answers in a `$batch`'s answer, in their order; null when it is no multipart text. Fewer than were asked for means that the server
 * stopped or that the text was cut: what became of the rest is open. Never throws.
 */
export function readBatch(contentType: string | undefined, text: string): readonly RawAnswer[] | null {
  const boundary = /boundary="?([^";,\s]+)"?/i.exec(contentType ?? '')?.[1]
  if (boundary === undefined || !/^multipart\/mixed/i.test(contentType ?? '')) return null
  // The last piece follows the closing boundary; without one the text was cut, and its last part with it.
  const pieces = text.split(new RegExp(`(?:^|\\r?\\n)--${escaped(boundary)}`))
  const whole = pieces.slice(1, -1)
  return whole.flatMap((piece) => readPart(piece) ?? [])
}

function readPart(piece: string): RawAnswer | null {
  const match = /HTTP\/1\.[01] (\d{3})[^\r\n]*\r?\n([\s\S]*)$/.exec(piece)
  if (match === null) return null
  const [, status = '', rest = ''] = match
  const end = /(^|\r?\n)\r?\n/.exec(rest)
  const head = end === null ? rest : rest.slice(0, end.index)
  const body = end === null ? '' : rest.slice(end.index + end[0].length)
  return { status: Number(status), headers: readHeaders(head), body: body.trim() }
}

function readHeaders(head: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
  }
  return headers
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
