import { fail } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'

/** Input that a rule refuses, told in both languages of the window: where, what is wrong, what to do. Never quotes a secret. */
export const invalidAt = (
  field: string,
  en: string,
  tr: string,
): { readonly ok: false; readonly failure: Extract<Failure, { kind: 'InvalidInput' }> } =>
  fail({ kind: 'InvalidInput', message: en, fields: [{ field, message: en }], tr })
