import type { D365Failure, Failure, RequestIds } from '../../shared/model/failure.ts'

/** What Dataverse's own multi-line columns take by default; the text is sent back there as the lead's last error. */
const LONGEST = 2_000

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]+/g

/** The text that goes into `d365_sync_error`: the server's own words, its code, on as many lines as it sent. */
export function failureText(failure: Failure): string {
  const code =
    'code' in failure && failure.code !== null && !failure.message.includes(failure.code) ? ` (${failure.code})` : ''
  const text = `${failure.message}${code}`.replace(CONTROL, ' ').trim()
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

/** Absent, for certain: a direct GET by id answered 404 with ObjectDoesNotExist. Source: Microsoft Learn, "Web service error codes". */
export const isAbsence = (failure: Failure): boolean =>
  failure.kind === 'D365NotFoundError' && failure.code === '0x80040217'

export const cancelled = (message = 'Cancelled.'): Failure => ({ kind: 'Cancelled', message })

/** D365 said a write succeeded, and the row is not there. */
export const lostByServer = (leadId: string, requestIds: RequestIds | null): D365Failure => ({
  kind: 'D365APIError',
  message: `D365 confirmed lead ${leadId}, but reading it back finds none.`,
  httpStatus: null,
  code: null,
  requestIds,
  isDefinite: true,
  isTransient: true,
})
