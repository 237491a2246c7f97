import type { Answer, Wire } from './wire.ts'

/** One request inside a batch; the path is below the service root. */
export interface BatchRequest {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** JSON; none for GET and DELETE. */
  readonly body?: unknown
}

/** A single request, or a list for a change set, whose Content-IDs count from 1. */
export type BatchItem = BatchRequest | readonly BatchRequest[]

/** Sends a `$batch` as the documentation writes it. */
export const sendBatch = (
  wire: Wire,
  items: readonly BatchItem[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  wire.api('$batch', {
    method: 'POST',
    body: multipart('b', items.map(writeItem)),
    headers: { 'Content-Type': 'multipart/mixed; boundary=b', ...headers },
  })

/** Statuses of the parts, in the order of the answer, those inside of change sets among them. */
export const partStatuses = (answer: Answer): readonly number[] =>
  [...answer.text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))

const lines = (...texts: readonly string[]): string => texts.join('\r\n')

const multipart = (boundary: string, parts: readonly string[]): string =>
  lines(...parts.map((text) => lines(`--${boundary}`, text)), `--${boundary}--`, '')

const writeItem = (item: BatchItem, at: number): string => {
  if (!isChangeSet(item)) return writeRequest(item)
  const boundary = `changeset_${at}`
  const parts = item.map((request, index) => writeRequest(request, index + 1))
  return lines(`Content-Type: multipart/mixed; boundary=${boundary}`, '', multipart(boundary, parts))
}

const isChangeSet = (item: BatchItem): item is readonly BatchRequest[] => Array.isArray(item)

const writeRequest = ({ method, path, headers = {}, body }: BatchRequest, contentId?: number): string =>
  lines(
    'Content-Type: application/http',
    'Content-Transfer-Encoding: binary',
    ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
    '',
    `${method} ${path.startsWith('$') ? path : `/api/data/v9.2/${path}`} HTTP/1.1`,
    ...Object.entries({ 'Content-Type': 'application/json; type=entry', ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    '',
    body === undefined ? '' : JSON.stringify(body),
  )
