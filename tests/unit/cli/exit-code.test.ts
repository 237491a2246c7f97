import { describe, expect, it } from 'vitest'
import { exitCodeOf } from '../../../src/cli/exit-code.ts'
import { FailureSchema, RefusalReasonSchema, type Failure } from '../../../src/shared/model/failure.ts'

const answered = { message: 'm', httpStatus: 400, code: null, requestIds: null }
const refused = (reason: string): Failure => FailureSchema.parse({ kind: 'Refused', reason, message: 'm' })

const TABLE: readonly (readonly [number, Failure])[] = [
  [2, { kind: 'InvalidInput', message: 'm', fields: [] }],
  [2, { kind: 'NotFound', what: 'tenant', message: 'm' }],
  [2, { kind: 'D365ValidationError', ...answered, column: null }],
  [2, { kind: 'D365NotFoundError', ...answered }],
  [2, { kind: 'D365DuplicateError', ...answered, by: 'key' }],
  [2, { kind: 'D365ConcurrencyError', ...answered }],
  [3, { kind: 'D365AuthenticationError', ...answered, aadsts: 7000215 }],
  [3, { kind: 'D365PermissionError', ...answered, missingPrivilege: 'prvReadLead' }],
  [3, refused('secret_missing')],
  [3, refused('keychain_unavailable')],
  [4, { kind: 'D365NetworkError', message: 'm', requestIds: null, phase: 'connect', networkCode: null, isTls: true }],
  [4, { kind: 'D365TimeoutError', message: 'm', requestIds: null, phase: 'answer', afterMs: 1 }],
  [4, { kind: 'D365RateLimitError', ...answered, limit: 'requests', retryAfterMs: null }],
  [4, { kind: 'D365APIError', ...answered, isDefinite: false, isTransient: true }],
  [4, refused('sandbox_unreachable')],
  [5, { kind: 'LocalDataError', message: 'm', path: null }],
  [5, { kind: 'Bug', id: 'i', message: 'm' }],
  [130, { kind: 'Cancelled', message: 'm' }],
]

describe('the exit code of a command that could not run', () => {
  it.each(TABLE)('is %i for %j', (code, failure) => {
    expect(exitCodeOf(failure)).toBe(code)
  })

  it('is 2 for every other rule that refuses', () => {
    const elsewhere = ['secret_missing', 'keychain_unavailable', 'sandbox_unreachable']
    const rules = RefusalReasonSchema.options.filter((reason) => !elsewhere.includes(reason))
    expect(rules.map((reason) => [reason, exitCodeOf(refused(reason))])).toEqual(rules.map((reason) => [reason, 2]))
  })

  it('is decided for every kind of failure there is', () => {
    const kinds = new Set(TABLE.map(([, { kind }]) => kind))
    expect(FailureSchema.options.map((option) => option.shape.kind.value).toSorted()).toEqual([...kinds].toSorted())
  })
})
