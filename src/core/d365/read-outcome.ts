import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { D365Failure, RequestIds } from '../../shared/model/failure.ts'
import { DATAVERSE_CODES, type CodeCase } from './dataverse-codes.ts'
import { isRecord, readErrorBody, tryJson } from './read-error-body.ts'
import { readRequestIds } from './request-ids.ts'
import { readRetryAfter } from './retry-after.ts'

/** Of the request, only what the meaning of an answer depends on. */
export interface AskedFor {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** `create`: `If-None-Match: *`; `update`: `If-Match`. A 412 means different things to the two. */
  readonly condition: 'create' | 'update' | null
  readonly clientRequestId: string
}

export interface Answered {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface ReadAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The parsed body; null where the answer has none. */
  readonly json: unknown
  /** The answers inside a `$batch`'s answer. */
  readonly parts?: readonly Answered[]
  readonly requestIds: RequestIds
}

interface Seen {
  readonly asked: AskedFor
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly message: string
  readonly code: string | null
  readonly requestIds: RequestIds
  readonly nowMs: number
}

/**
 * What an answer of Dataverse means: the one place that knows. Pure; never throws, whatever the bytes. The Dataverse code is read before the
 * HTTP status, because the status of many codes differs between versions (a duplicate may come as 500 with 0x80040333).
 * Source: Microsoft Learn, "Compose HTTP requests and handle errors" and "Perform conditional operations using the Web API".
 */
export function readOutcome(
  asked: AskedFor,
  answered: Answered,
  nowMs: number,
  parts: readonly Answered[] | null = null,
): Result<ReadAnswer, D365Failure> {
  const requestIds = readRequestIds(asked.clientRequestId, answered.headers)
  const { status, headers, body } = answered
  // A `$batch` that stopped at a failure bears that failure's status over parts that must be read all the same.
  if (parts !== null) return ok({ status, headers, json: null, parts, requestIds })
  if (status >= 200 && status < 300) return readSuccess(asked, answered, requestIds)
  const { code, message } = readErrorBody(body)
  const seen = { asked, status, headers, code, requestIds, nowMs, message: message ?? withoutWords(status, body) }
  return fail(failureOf(caseOf(seen), seen))
}

function readSuccess(asked: AskedFor, answered: Answered, requestIds: RequestIds): Result<ReadAnswer, D365Failure> {
  const { status, headers, body } = answered
  const json = tryJson(body)
  const isWrite = asked.method !== 'GET'
  if (json !== undefined && (!isWrite || isRecord(json))) return ok({ status, headers, json, requestIds })
  // A write answers 204 (or 201) without a body. An empty or foreign 200 is a portal's or gateway's page: what became of the write is open.
  if (isWrite && body.trim() === '' && status !== 200) return ok({ status, headers, json: null, requestIds })
  return fail(unreadable(answered, requestIds))
}

/** An answer that says success and does not hold what was asked for; whether a write happened stays open. */
export const unreadable = (answered: Pick<Answered, 'status'>, requestIds: RequestIds): D365Failure => ({
  kind: 'D365APIError',
  message: `The server answered ${answered.status} with a body that is not what was asked for.`,
  httpStatus: answered.status,
  code: null,
  requestIds,
  isDefinite: false,
  isTransient: true,
})

function caseOf(seen: Seen): CodeCase {
  const byCode = seen.code === null ? undefined : DATAVERSE_CODES.get(seen.code)
  // A gateway may turn "row version differs" into the answer of a conditional create; there only "it exists" makes sense.
  if (byCode === 'concurrency' && seen.asked.condition === 'create') return 'duplicate-key'
  if (byCode !== undefined && byCode !== 'by-status') return byCode
  return caseOfStatus(seen)
}

const CASE_OF_STATUS: ReadonlyMap<number, CodeCase> = new Map<number, CodeCase>([
  [400, 'validation'],
  [401, 'authentication'],
  [403, 'permission'],
  [404, 'not-found'],
  [405, 'refused-by-server'],
  [408, 'server-transient'],
  [409, 'concurrency'],
  [413, 'validation'],
  [429, 'limit-unnamed'],
  [501, 'refused-by-server'],
])

function caseOfStatus({ status, asked }: Seen): CodeCase {
  if (status === 412) return asked.condition === 'create' ? 'duplicate-key' : 'concurrency'
  const known = CASE_OF_STATUS.get(status)
  if (known !== undefined) return known
  if (status >= 500) return 'server-transient'
  // Redirects are never followed and 1xx/unknown 4xx carry nothing out.
  return 'refused-by-server'
}

function failureOf(meaning: CodeCase, seen: Seen): D365Failure {
  const base = { message: seen.message, httpStatus: seen.status, code: seen.code, requestIds: seen.requestIds }
  switch (meaning) {
    case 'authentication':
      return { kind: 'D365AuthenticationError', ...base, aadsts: readAadsts(seen.message) }
    case 'permission':
      return { kind: 'D365PermissionError', ...base, missingPrivilege: readPrivilege(seen.message) }
    case 'not-found':
      return { kind: 'D365NotFoundError', ...base }
    case 'validation':
      return { kind: 'D365ValidationError', ...base, column: readColumn(seen.message) }
    case 'duplicate-key':
      return { kind: 'D365DuplicateError', ...base, by: 'key' }
    case 'duplicate-rule':
      return { kind: 'D365DuplicateError', ...base, by: 'rule' }
    case 'concurrency':
      return { kind: 'D365ConcurrencyError', ...base }
    default:
      return limitOrServer(meaning, seen, base)
  }
}

type Base = Pick<Extract<D365Failure, { kind: 'D365NotFoundError' }>, 'message' | 'httpStatus' | 'code' | 'requestIds'>
type OtherCase = keyof typeof LIMITS | 'refused-by-server' | 'server' | 'server-transient' | 'by-status'

const LIMITS = {
  'limit-requests': 'requests',
  'limit-execution-time': 'execution-time',
  'limit-concurrency': 'concurrency',
  'limit-unnamed': 'unnamed',
} as const

const isLimit = (meaning: OtherCase): meaning is keyof typeof LIMITS => Object.hasOwn(LIMITS, meaning)

function limitOrServer(meaning: OtherCase, seen: Seen, base: Base): D365Failure {
  if (isLimit(meaning)) {
    const wait = readRetryAfter(seen.headers, seen.nowMs)
    const message = wait.note === null ? base.message : `${base.message} ${wait.note}`
    return { kind: 'D365RateLimitError', ...base, message, limit: LIMITS[meaning], retryAfterMs: wait.ms }
  }
  if (meaning === 'refused-by-server') return { kind: 'D365APIError', ...base, isDefinite: true, isTransient: false }
  // A 5xx to a write may come after the commit; a read leaves nothing open.
  const isDefinite = seen.asked.method === 'GET' || (seen.status < 500 && seen.status !== 408)
  return { kind: 'D365APIError', ...base, isDefinite, isTransient: meaning === 'server-transient' }
}

const withoutWords = (status: number, body: string): string =>
  body.trim() === ''
    ? `The server answered ${status} without a word.`
    : `The server answered ${status} with something that is not an answer of Dataverse.`

const readAadsts = (message: string): number | null => {
  const digits = /AADSTS(\d{3,9})/.exec(message)?.[1]
  return digits === undefined ? null : Number(digits)
}

const readPrivilege = (message: string): string | null => /\bprv[A-Z]\w{2,80}/.exec(message)?.[0] ?? null

/** The ways in which Dataverse names a column in its error texts (no grammar is documented). */
const COLUMN_PATTERNS: readonly RegExp[] = [
  /length of the '(\w{1,100})' attribute/i,
  /property (?:named )?'(\w{1,100})'/i,
  /attribute (?:named|with name) ['"]?(\w{1,100})/i,
  /'(\w{1,100})' attribute/i,
  /(?:column|field) '(\w{1,100})'/i,
]

function readColumn(message: string): string | null {
  for (const pattern of COLUMN_PATTERNS) {
    const name = pattern.exec(message)?.[1]
    if (name !== undefined) return name.toLowerCase()
  }
  return null
}
