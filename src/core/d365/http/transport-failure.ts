import type { D365Failure, RequestIds } from '../../../shared/model/failure.ts'
import type { TransportFailure } from './transport.ts'

/** `networkCode` of a call that its caller gave up; a write given up after sending is as unknown as a cut connection. */
export const CANCELLED_CODE = 'ECANCELED'

/** A call that ended without a whole answer, in the words of the closed union. */
export function failureOfTransport(failure: TransportFailure, requestIds: RequestIds | null): D365Failure {
  const { phase } = failure
  const base = { requestIds, phase }
  switch (failure.kind) {
    case 'timeout':
      return { kind: 'D365TimeoutError', ...base, afterMs: failure.afterMs, message: timeoutMessage(failure) }
    case 'cancelled':
      return {
        kind: 'D365NetworkError',
        ...base,
        networkCode: CANCELLED_CODE,
        isTls: false,
        message: cancelledMessage(phase),
      }
    case 'network':
      return {
        kind: 'D365NetworkError',
        ...base,
        networkCode: failure.code,
        isTls: failure.isTls,
        message: failure.isTls
          ? `The certificate of the server was not accepted: ${failure.message}`
          : `The connection failed ${phase === 'connect' ? 'before anything was sent' : 'before the answer was complete'}: ${failure.message}`,
      }
  }
}

const timeoutMessage = ({ phase, afterMs }: Extract<TransportFailure, { kind: 'timeout' }>): string =>
  phase === 'connect'
    ? `No connection within ${afterMs / 1000} s.`
    : `The request was sent, but no answer came within ${afterMs / 1000} s.`

const cancelledMessage = (phase: 'connect' | 'answer'): string =>
  phase === 'connect'
    ? 'The call was cancelled before anything was sent.'
    : 'The call was cancelled while its answer was awaited.'

export const wasCancelled = (failure: D365Failure): boolean =>
  failure.kind === 'D365NetworkError' && failure.networkCode === CANCELLED_CODE
