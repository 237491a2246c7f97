import { constants, createSign, createVerify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { SigningKey } from './signing-key.ts'

export type Claims = Readonly<Record<string, unknown>>

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A signed compact JWT, RS256 (RFC 7515 section 3.1, RFC 7518 section 3.3). */
export const signToken = (claims: Claims, key: SigningKey): string => {
  const head = encode({ typ: 'JWT', alg: 'RS256', x5t: key.id, kid: key.id })
  const signed = `${head}.${encode(claims)}`
  return `${signed}.${createSign('sha256').update(signed).sign(key.privateKey, 'base64url')}`
}

export interface DecodedToken {
  readonly header: Claims
  readonly claims: Claims
  readonly signedPart: string
  readonly signature: string
}

/** Takes a compact JWT apart without believing it; `undefined` for anything that is none. */
export const decodeToken = (token: string): DecodedToken | undefined => {
  const [head, body, signature, ...more] = token.split('.')
  if (!head || !body || !signature || more.length > 0) return undefined
  const header = parsePart(head)
  const claims = parsePart(body)
  return header && claims ? { header, claims, signedPart: `${head}.${body}`, signature } : undefined
}

const parsePart = (part: string): Claims | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : undefined
  } catch {
    return undefined
  }
}

/** Checks RS256, the only algorithm of the tokens issued here, so that a token cannot choose a weaker one. */
export const isSignedBy = (token: DecodedToken, publicKey: KeyObject): boolean =>
  token.header['alg'] === 'RS256' &&
  createVerify('sha256').update(token.signedPart).verify(publicKey, token.signature, 'base64url')

/** Checks PS256 (RFC 7518 section 3.5): the salt is as long as the hash. */
export const isSignedWithPssBy = (token: DecodedToken, publicKey: KeyObject): boolean =>
  token.header['alg'] === 'PS256' &&
  createVerify('sha256')
    .update(token.signedPart)
    .verify(
      { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
      token.signature,
      'base64url',
    )
