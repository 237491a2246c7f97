import type { Failure } from '../../../shared/model/failure.ts'

export type FailureDetailKey =
  'code' | 'httpStatus' | 'aadsts' | 'clientRequestId' | 'serviceRequestIds' | 'answer' | 'where' | 'logId' | 'fields'

export interface FailureDetail {
  readonly key: FailureDetailKey
  readonly value: string
}

type Found = readonly (readonly [FailureDetailKey, string | null | undefined])[]

/** What is worth quoting to someone who helps: codes, request ids, the server's own words; nothing that is empty. */
export function failureDetails(failure: Failure): readonly FailureDetail[] {
  const found: Found = [
    ...codesOf(failure),
    ...requestIdsOf(failure),
    ...localWordsOf(failure),
    ['answer', failure.message],
  ]
  return found.flatMap(([key, value]) => (value ? [{ key, value }] : []))
}

function codesOf(failure: Failure): Found {
  const entra = failure.kind === 'D365AuthenticationError' ? failure.aadsts : null
  return [
    ['code', 'code' in failure ? failure.code : null],
    ['httpStatus', 'httpStatus' in failure ? failure.httpStatus?.toString() : null],
    ['aadsts', entra === null ? null : `AADSTS${entra}`],
    ['code', failure.kind === 'D365NetworkError' ? failure.networkCode : null],
  ]
}

const requestIdsOf = (failure: Failure): Found =>
  'requestIds' in failure
    ? [
        ['clientRequestId', failure.requestIds?.client],
        ['serviceRequestIds', failure.requestIds?.service.join(', ')],
      ]
    : []

function localWordsOf(failure: Failure): Found {
  if (failure.kind === 'Bug') return [['logId', failure.id]]
  if (failure.kind === 'LocalDataError') return [['where', failure.path]]
  if (failure.kind !== 'InvalidInput') return []
  return [['fields', failure.fields.map((field) => `${field.field}: ${field.message}`).join('\n')]]
}
