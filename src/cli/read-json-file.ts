import { readFile, stat } from 'node:fs/promises'
import type { z } from 'zod'
import { invalidInput } from '../shared/lib/invalid-input.ts'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'

/** More than any mapping an admin writes; a wrong file must not fill the memory. */
const LARGEST_BYTES = 1024 * 1024

/** A small JSON file that an admin wrote, judged by its schema; the failure names the place in the file. */
export async function readJsonFile<S extends z.ZodType>(
  file: string,
  schema: S,
): Promise<Result<z.output<S>, Failure>> {
  const stats = await stat(file).catch(() => null)
  if (stats?.isFile() !== true) return refuse(file, `There is no file ${file}.`)
  if (stats.size > LARGEST_BYTES) return refuse(file, `${file} is larger than 1 MiB: this is no mapping.`)
  let document: unknown
  try {
    document = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''))
  } catch (error) {
    return refuse(file, `${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  const parsed = schema.safeParse(document)
  if (parsed.success) return ok(parsed.data)
  const failure = invalidInput(parsed.error.issues, 'file')
  return fail({ ...failure, message: `${file}: ${failure.message}` })
}

const refuse = (field: string, message: string): Result<never, Failure> =>
  fail({ kind: 'InvalidInput', message, fields: [{ field, message }] })
