import type { LocalDataError } from '../../shared/model/failure.ts'
import { LocalDataUnavailable } from './local-data-unavailable.ts'
import { isBusy, sqliteCode } from './sqlite-error.ts'

/**
 * Trouble of the disk or of another program that may pass, as a failure that says what to do; null for anything else, which is a bug.
 * Source: SQLite, "Result and Error Codes".
 */
export function localDataTrouble(error: unknown, path: string | null): LocalDataError | null {
  const message = sentenceFor(error, path ?? 'the local database')
  return message === null ? null : { kind: 'LocalDataError', message, path }
}

function sentenceFor(error: unknown, path: string): string | null {
  if (error instanceof LocalDataUnavailable) return error.message
  const code = sqliteCode(error) ?? ''
  if (isBusy(error)) return `Another program holds ${path} locked: close it there.`
  if (code === 'SQLITE_FULL') return `The disk is full: make room where ${path} lies.`
  if (code.startsWith('SQLITE_READONLY')) return `${path} cannot be written: give this user the right to.`
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')) {
    return `The disk under ${path} fails (${code}): mend or free it.`
  }
  return null
}
