import type { Failure } from '../../shared/model/failure.ts'

/** Local data cannot be opened or used as it lies; `failure` says so in words for the admin. Nothing was changed or deleted. */
export class LocalDataUnavailable extends Error {
  override readonly name = 'LocalDataUnavailable'
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.message, options)
    this.failure = failure
  }

  static at(path: string, message: string, cause?: unknown): LocalDataUnavailable {
    return new LocalDataUnavailable({ kind: 'LocalDataError', message, path }, cause === undefined ? {} : { cause })
  }
}
