import type { TransportFailure } from './transport.ts'

type NetworkFailure = Extract<TransportFailure, { kind: 'network' }>

/** Codes of OpenSSL's and Node's verdict on a certificate (Node.js documentation, "TLS/SSL, X509 certificate error codes"). */
const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'EPROTO',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

const isTlsCode = (code: string): boolean =>
  CERTIFICATE_CODES.has(code) || code.startsWith('ERR_TLS_') || code.startsWith('ERR_SSL_')

/**
 * Turns whatever the socket or the HTTP library threw into plain data; keeps the words of Node, drops the request they hang on.
 * `phase` is what was observed, not what the code suggests: a TLS alert may also break a connection that had carried the request.
 */
export function describeNetworkError(error: unknown, phase: 'connect' | 'answer'): NetworkFailure {
  const message = error instanceof Error ? error.message : String(error)
  if (/maxContentLength|maxBodyLength/.test(message)) {
    return { kind: 'network', phase, code: 'ERR_TOO_LARGE', message: 'It is larger than allowed.', isTls: false }
  }
  const code = codeOf(error)
  return { kind: 'network', phase, code, message, isTls: code !== null && isTlsCode(code) }
}

function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null
  const code = 'code' in error ? error.code : null
  if (typeof code === 'string') return code
  // A host with several addresses fails with one error per address.
  const first: unknown = error instanceof AggregateError ? error.errors[0] : null
  return first === null || first === undefined ? null : codeOf(first)
}
