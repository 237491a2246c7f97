import path from 'node:path'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { LocalDataError } from '../shared/model/failure.ts'
import type { FileContent, FileWriter } from './ports/files.ts'

/** Writes a file a person named; what a directory or a disk has against it is a failure with the path, not a defect. Answers the absolute path. */
export async function writeWholeFile(
  files: FileWriter,
  file: string,
  content: FileContent,
): Promise<Result<string, LocalDataError>> {
  const whole = path.resolve(file)
  try {
    return ok(await files.writeWhole(path.dirname(whole), path.basename(whole), content))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return fail({ kind: 'LocalDataError', message: `${whole} could not be written: ${why}`, path: whole })
  }
}
