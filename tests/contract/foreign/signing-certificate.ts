import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import { bits, integer, oid, sequence, set, text, utcTime } from '../../../src/sandbox/tls/der.ts'

/** A certificate that an app registration could carry, with its private key. */
export interface SigningCertificate {
  /** PEM. */
  readonly certificate: string
  /** PEM, PKCS #8. */
  readonly privateKey: string
  /** Upper-case hex, as the registration's page shows it. */
  readonly thumbprint: string
  readonly thumbprintSha256: string
}

/** Makes an RSA key with a self-signed certificate, valid today (RFC 5280 section 4, version 1: no extensions). */
export const makeSigningCertificate = (): SigningCertificate => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const algorithm = sequence(oid('1.2.840.113549.1.1.11'))
  const name = sequence(set(sequence(oid('2.5.4.3'), text('Foreign client'))))
  const validity = sequence(utcTime(Date.now() - 86_400_000), utcTime(Date.now() + 86_400_000))
  const publicInfo = publicKey.export({ type: 'spki', format: 'der' })
  const body = sequence(integer(Buffer.from([1])), algorithm, name, validity, name, publicInfo)
  const whole = sequence(body, algorithm, bits(createSign('sha256').update(body).sign(privateKey)))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  const digest = (hash: string): string => createHash(hash).update(whole).digest('hex').toUpperCase()
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
    privateKey: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    thumbprint: digest('sha1'),
    thumbprintSha256: digest('sha256'),
  }
}
