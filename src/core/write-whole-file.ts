import path from 'node:path'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { FileContent, FileWriter } from './ports/files.ts'

/** Writes a file a person named; what a directory or a disk has against it is a failure with the path, not a defect. Answers the absolute path. */
export function writeWholeFile(
  files: FileWriter,
  file: string,
  content: FileContent,
): Promise<Result<string, Failure>> {
  const whole = path.resolve(file)
  return atPlace(whole, () => files.writeWhole(path.dirname(whole), path.basename(whole), content))
}

/** The same question asked of a directory before long work, so that its result has a place to go. */
export const prepareDirectory = (files: FileWriter, directory: string): Promise<Result<void, Failure>> =>
  atPlace(path.resolve(directory), () => files.prepare(directory))

async function atPlace<T>(place: string, write: () => Promise<T>): Promise<Result<T, Failure>> {
  try {
    return ok(await write())
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    const message = `${place} could not be written: ${why}. Name a folder in which you may write and that has room.`
    return fail({ kind: 'InvalidInput', message, fields: [{ field: 'file', message }] })
  }
}
