import type { Failure } from '../../../shared/model/failure.ts'

/** There is nothing to read the file by; the sentence is for the admin. */
export const refusedFile = (fileName: string, message: string): Failure => ({
  kind: 'InvalidInput',
  message: `${fileName}: ${message}`,
  fields: [{ field: 'file', message }],
})

export function unreadable(fileName: string, error: unknown): Failure {
  const why = error instanceof Error ? error.message : String(error)
  return { kind: 'LocalDataError', message: `${fileName} could not be read: ${why}`, path: fileName }
}

export const EMPTY_FILE = 'The file is empty.'
