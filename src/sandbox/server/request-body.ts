import { BadRequestError } from './bad-request-error.ts'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { BodyBudget } from './body-budget.ts'

/** Larger bodies are refused with 413. A real organisation takes 116.85 MB; memory here must stay bounded. */
const largestBody = 64 * 1024 * 1024

/** The client went away in the middle of its body. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError'
}

/** A request's body: nothing of it is kept before `read` is called, which is after its sender has proven who he is. */
export class RequestBody {
  /** What has been read; empty before. */
  content: Buffer = Buffer.alloc(0)
  private readonly request: IncomingMessage
  private readonly response: ServerResponse
  private readonly budget: BodyBudget
  private readonly declared: number
  private readonly isChunked: boolean
  private wasRead = false
  private taken = 0
  /** Ends a reading under way, as if the client had gone. */
  abandon: () => void = () => undefined

  constructor(request: IncomingMessage, response: ServerResponse, budget: BodyBudget) {
    this.request = request
    this.response = response
    this.budget = budget
    this.declared = Number(request.headers['content-length'] ?? 0)
    this.isChunked = request.headers['transfer-encoding'] !== undefined
  }

  /**
   * Reads the whole body into memory.
   *
   * @throws BadRequestError 413 beyond `most` bytes, 503 where too many bytes are held already; ClientGoneError.
   */
  async read(most = largestBody): Promise<void> {
    if (this.wasRead) return
    this.wasRead = true
    if (this.declared === 0 && !this.isChunked) return
    if (this.request.destroyed) throw new ClientGoneError('The client went away.')
    const problem = this.take(this.declared, most)
    if (problem) throw problem
    if (this.request.headers.expect !== undefined) this.response.writeContinue()
    this.content = await this.collect(most)
  }

  /** The request is answered; its bytes count no more. */
  release(): void {
    this.budget.release(this.taken)
    this.taken = 0
  }

  /** Counts a body of `size` bytes as held, or says why it cannot be. */
  private take(size: number, most: number): BadRequestError | undefined {
    if (size > most) return new BadRequestError(413, 'The request body is larger than the sandbox accepts.')
    const more = Math.max(0, size - this.taken)
    if (!this.budget.take(more)) {
      return new BadRequestError(503, 'The service is unavailable.', { 'Retry-After': '1' })
    }
    this.taken += more
    return undefined
  }

  private collect(most: number): Promise<Buffer> {
    const { request } = this
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = []
      let size = 0
      const leave = (settle: () => void): void => {
        request.off('data', keep).off('end', end).off('close', gone).off('error', gone)
        settle()
      }
      const keep = (chunk: Buffer): void => {
        size += chunk.length
        const problem = this.take(size, most)
        if (!problem) {
          chunks.push(chunk)
          return
        }
        leave(() => reject(problem))
        // What is still to come is dropped, not kept.
        request.resume()
      }
      const end = (): void => leave(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
      const gone = (): void => leave(() => reject(new ClientGoneError('The client went away.')))
      this.abandon = gone
      request.on('data', keep).once('end', end).once('close', gone).once('error', gone)
    })
  }
}
