import { generateKeyPairSync } from 'node:crypto'
import forge from 'node-forge'

export interface TestCertificate {
  readonly certPem: string
  readonly keyPem: string
}

interface Wanted {
  readonly commonName: string
  /** DNS names and IP addresses; absent on an authority. */
  readonly hosts?: readonly string[]
  readonly issuer?: TestCertificate
  readonly validFrom?: Date
  readonly validTo?: Date
}

const YEAR_MS = 365 * 24 * 3_600_000
let serial = 1

/** A certificate for tests: an authority of its own without `hosts`, a server's with them; signed by `issuer` or by itself. */
export function makeCertificate({ commonName, hosts, issuer, validFrom, validTo }: Wanted): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey)
  certificate.serialNumber = `01${(serial++).toString(16).padStart(4, '0')}${Date.now().toString(16).padStart(12, '0')}`
  certificate.validity.notBefore = validFrom ?? new Date(Date.now() - YEAR_MS)
  certificate.validity.notAfter = validTo ?? new Date(Date.now() + YEAR_MS)
  const subject = [{ name: 'commonName', value: commonName }]
  certificate.setSubject(subject)
  certificate.setIssuer(
    issuer === undefined ? subject : forge.pki.certificateFromPem(issuer.certPem).subject.attributes,
  )
  certificate.setExtensions(
    hosts === undefined
      ? [
          { name: 'basicConstraints', cA: true, critical: true },
          { name: 'keyUsage', keyCertSign: true, critical: true },
        ]
      : [
          { name: 'basicConstraints', cA: false },
          { name: 'extKeyUsage', serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: hosts.map((host) => (/^[\d.]+$/.test(host) ? { type: 7, ip: host } : { type: 2, value: host })),
          },
        ],
  )
  certificate.sign(forge.pki.privateKeyFromPem(issuer?.keyPem ?? privateKey), forge.md.sha256.create())
  return { certPem: forge.pki.certificateToPem(certificate), keyPem: privateKey }
}

/** The same as a PFX file, base64. */
export function makePfx({ certPem, keyPem }: TestCertificate, password: string): string {
  const key = forge.pki.privateKeyFromPem(keyPem)
  const pfx = forge.pkcs12.toPkcs12Asn1(key, [forge.pki.certificateFromPem(certPem)], password, { algorithm: 'aes256' })
  return forge.util.encode64(forge.asn1.toDer(pfx).getBytes())
}
