import type { D365Failure } from '../../shared/model/failure.ts'
import { judgeAnswer } from './judge-answer.ts'

/** Message not supported for the table (dataverse-facts 5.3). */
const MESSAGE_NOT_SUPPORTED = '0x80040800'
const NO_SUCH_WAY = [404, 405, 501]

/** The request could not be made this way at all, whatever the rows. */
export function isUnsupported(failure: D365Failure): boolean {
  if ('code' in failure && failure.code === MESSAGE_NOT_SUPPORTED) return true
  const isOfThePath = failure.kind === 'D365NotFoundError' || failure.kind === 'D365APIError'
  return isOfThePath && failure.code === null && NO_SUCH_WAY.includes(failure.httpStatus ?? 0)
}

/** The answer holds for every row of the group alike; else one bad row caused it, and dividing the group finds that. */
export function isOfEveryRow(failure: D365Failure): boolean {
  const meaning = judgeAnswer(failure)
  if (meaning === 'throttled' || meaning === 'unknown') return true
  return meaning === 'refused' && !isAboutOneRow(failure)
}

/** Kinds of refusal that one bad row can cause; of two of them only some. */
const OF_A_ROW: readonly D365Failure['kind'][] = [
  'D365ValidationError',
  'D365NotFoundError',
  'D365ConcurrencyError',
  'D365DuplicateError',
]

function isAboutOneRow(failure: D365Failure): boolean {
  if (failure.kind === 'D365PermissionError') return failure.missingPrivilege === null
  if (failure.kind === 'D365APIError') return failure.isDefinite && !failure.isTransient
  return OF_A_ROW.includes(failure.kind)
}
