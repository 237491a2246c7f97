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
  const found = [...codesOf(failure), ...requestIdsOf(failure), ...localWordsOf(failure), ['answer', failure.message]]
  return (found as Found).flatMap(([key, value]) => (value ? [{ key, value }] : []))
}

function codesOf(failure: Failure): Found {
  if ('code' in failure)
    return [['code', failure.code] as const, ['httpStatus', failure.httpStatus?.toString()] as const]
  if ('aadsts' in failure) return [['aadsts', failure.aadsts === null ? null : `AADSTS${failure.aadsts}`]]
  return 'networkCode' in failure ? [['code', failure.networkCode]] : []
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
