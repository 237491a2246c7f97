import { BadRequestError } from './exchange.ts'
import type { IncomingMessage } from 'node:http'

/** Larger bodies are refused with 413. A real organisation takes 116.85 MB; memory here must stay bounded. */
export const largestBody = 64 * 1024 * 1024

/**
 * Reads a whole body into memory, up to `largestBody`.
 *
 * @throws BadRequestError 413 beyond the limit; whatever the socket throws when the client goes away.
 */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const declared = Number(request.headers['content-length'] ?? 0)
  if (declared > largestBody) throw tooLarge()
  if (declared === 0 && request.headers['transfer-encoding'] === undefined) return empty
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largestBody) throw tooLarge()
    chunks.push(chunk)
  }
  return chunks.length === 1 ? (chunks[0] ?? empty) : Buffer.concat(chunks)
}

const empty = Buffer.alloc(0)

const tooLarge = () => new BadRequestError(413, 'The request body is larger than the sandbox accepts.')
