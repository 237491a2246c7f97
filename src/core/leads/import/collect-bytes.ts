import { fail, ok, type Result } from '../../../shared/lib/result.ts'

/** A workbook or a JSON document cannot be read in pieces; larger exports come as CSV or NDJSON. */
const LARGEST_BYTES = 64 * 1024 * 1024

/** A file whole, unless it is too large to be held. */
export async function collectBytes(bytes: AsyncIterable<Uint8Array>): Promise<Result<Buffer, string>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > LARGEST_BYTES) return fail('The file is larger than 64 MiB: export CSV or NDJSON instead.')
    chunks.push(chunk)
  }
  return ok(Buffer.concat(chunks))
}

export async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Result<string, string>> {
  const whole = await collectBytes(bytes)
  return whole.ok ? ok(whole.value.toString('utf8').replace(/^\uFEFF/, '')) : whole
}
