import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { bits, boolean, der, integer, octets, oid, sequence, set, text, utcTime } from './der.ts'

export interface KeyAndCertificate {
  /** PEM, PKCS #8. */
  readonly key: string
  /** PEM. */
  readonly certificate: string
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))
const dayMs = 86_400_000
const lifetimeDays = 3_650

/**
 * A P-256 key and its self-signed certificate for 127.0.0.1, ::1 and localhost, which may sign itself and serve TLS only.
 * Source: RFC 5280 section 4.
 */
export const makeCertificate = (nowMs: number): KeyAndCertificate => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicInfo = publicKey.export({ type: 'spki', format: 'der' })
  const name = sequence(set(sequence(oid('2.5.4.3'), text('Hunter D365 Console sandbox'))))
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serialNumber()),
    ecdsaWithSha256,
    name,
    // A clock set back by an hour must not make a fresh certificate unusable.
    sequence(utcTime(nowMs - dayMs), utcTime(nowMs + lifetimeDays * dayMs)),
    name,
    publicInfo,
    der(0xa3, sequence(...extensions(publicInfo))),
  )
  const signature = createSign('sha256').update(body).sign(privateKey)
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    certificate: toPem(sequence(body, ecdsaWithSha256, bits(signature))),
  }
}

/** Twenty random bytes at most; the top bit is cleared so that it stays positive (RFC 5280 section 4.1.2.2). */
const serialNumber = (): Buffer => {
  const bytes = randomBytes(16)
  bytes[0] = (bytes.readUInt8(0) & 0x7f) | 0x40
  return bytes
}

const extension = (id: string, isCritical: boolean, value: Buffer): Buffer =>
  isCritical ? sequence(oid(id), boolean(true), octets(value)) : sequence(oid(id), octets(value))

const extensions = (publicInfo: Buffer): readonly Buffer[] => {
  const ipv6Loopback = Buffer.concat([Buffer.alloc(15), Buffer.from([1])])
  const names = sequence(
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, ipv6Loopback),
  )
  const keyId = createHash('sha1').update(publicInfo).digest()
  return [
    extension('2.5.29.19', true, sequence(boolean(true))),
    // digitalSignature and keyCertSign
    extension('2.5.29.15', true, bits(Buffer.from([0x84]), 2)),
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', false, names),
    extension('2.5.29.14', false, octets(keyId)),
  ]
}

const toPem = (content: Buffer): string => {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
