import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { Terminal } from './terminal.ts'

const LONGEST = 65_536

/**
 * The secret from standard input, without the line end that `echo` and editors add; the only way a secret enters the command line,
 * because arguments and environment are visible to other processes.
 */
export async function readSecret({ stdin }: Pick<Terminal, 'stdin'>): Promise<Result<string, Failure>> {
  if (stdin.isTTY === true) {
    return invalid('--secret-stdin reads the secret from a pipe: printf %s "$SECRET" | hunter-d365 … --secret-stdin')
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stdin) {
    const bytes = Buffer.from(chunk as Uint8Array)
    length += bytes.length
    if (length > LONGEST) return invalid('Standard input holds more than 64 KiB; that is not a client secret.')
    chunks.push(bytes)
  }
  const secret = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r?\n$/, '')
  return secret === '' ? invalid('Standard input holds no secret.') : ok(secret)
}

const invalid = (message: string) =>
  fail<Failure>({ kind: 'InvalidInput', message, fields: [{ field: 'secret', message }] })
