import { normaliseCode } from '../../shared/lib/normalise-code.ts'

export interface ErrorBody {
  readonly code: string | null
  /** The server's own words, tidied and cut; null when the body holds none. */
  readonly message: string | null
}

const MAX_MESSAGE_CHARS = 2_000

/**
 * What an error's body says, whatever it is: OData (`{"error":{"code","message"}}`), the older `{"Message"}`, a gateway's HTML page, plain text,
 * half a JSON, nothing. Never throws.
 * Source: Microsoft Learn, "Compose HTTP requests and handle errors".
 */
export function readErrorBody(body: string): ErrorBody {
  const json = tryJson(body)
  if (isRecord(json)) return readJson(json)
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(body.slice(0, 20_000))?.[1]
  if (title !== undefined) return { code: null, message: tidy(title) }
  if (/^\s*[<{[]/.test(body)) return { code: null, message: null }
  return { code: null, message: tidy(body) }
}

function readJson(json: Readonly<Record<string, unknown>>): ErrorBody {
  const inner = json['error']
  const source = isRecord(inner) ? inner : json
  return {
    code: normaliseCode(source['code'] ?? source['Code'] ?? source['ErrorCode']),
    message: tidy(firstText(source['message'], source['Message'], json['error_description'], inner)),
  }
}

const firstText = (...values: readonly unknown[]): string =>
  values.find((value): value is string => typeof value === 'string') ?? ''

/** One line without control characters, cut to a length that a row of a table can bear. */
function tidy(text: string): string | null {
  // Cut first: whitespace rules on megabytes of hostile text are not free.
  const line = text
    .slice(0, 4 * MAX_MESSAGE_CHARS)
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  if (line === '') return null
  return line.length <= MAX_MESSAGE_CHARS ? line : `${line.slice(0, MAX_MESSAGE_CHARS)}…`
}

/** Undefined when the text is no JSON. */
export function tryJson(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
