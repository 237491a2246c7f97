import type { HeaderValues } from '../dataverse/operation.ts'

/** Something that is wrong with the request as such, before any part of the sandbox looks at it. */
export class BadRequestError extends Error {
  override readonly name = 'BadRequestError'
  readonly status: number
  readonly headers: HeaderValues

  constructor(status: number, message: string, headers: HeaderValues = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}
