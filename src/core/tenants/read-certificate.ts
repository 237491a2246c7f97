import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { ok, type Result } from '../../shared/lib/result.ts'
import type { Certificate } from '../../shared/model/credential.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { invalidAt } from '../invalid-at.ts'

/** A certificate to sign in with: the public half, and its private key as PKCS#8 PEM for the keychain. */
export interface CertificateWithKey {
  readonly certificate: Certificate
  readonly privateKeyPem: string
}

export interface GivenCertificate {
  readonly format: 'pem' | 'pfx'
  /** PEM text, or a PFX file as base64. */
  readonly content: string
  readonly passphrase: string | null
}

type Answer = Result<CertificateWithKey, Failure>

/**
 * Reads a certificate with its private key and checks that the two belong together, that the key is RSA (Entra ID accepts no other here) and
 * that the certificate has not run out. Failures: InvalidInput at `certificate` or `passphrase`; no failure quotes what was given.
 * Sources: RFC 7468 (PEM), RFC 7292 (PKCS #12); Microsoft Learn, "Microsoft identity platform application authentication certificate credentials".
 */
export async function readCertificate(given: GivenCertificate, nowMs: number): Promise<Answer> {
  const parts = given.format === 'pem' ? readPem(given) : await readPfx(given)
  return parts.ok ? judge(parts.value, nowMs) : parts
}

interface Parts {
  readonly certificates: readonly X509Certificate[]
  readonly key: KeyObject
}

function readPem({ content, passphrase }: GivenCertificate): Result<Parts, Failure> {
  const blocks = content.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []
  const keyBlock =
    /-----BEGIN (?:RSA |ENCRYPTED |EC )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA |ENCRYPTED |EC )?PRIVATE KEY-----/.exec(
      content,
    )?.[0]
  if (blocks.length === 0)
    return invalidAt(
      'certificate',
      'The file holds no certificate (-----BEGIN CERTIFICATE-----).',
      'Dosyada sertifika yok (-----BEGIN CERTIFICATE-----).',
    )
  if (keyBlock === undefined) {
    return invalidAt(
      'certificate',
      'The file holds a certificate without its private key; export both together.',
      'Dosyada sertifika var ama özel anahtarı yok; ikisini birlikte dışa aktarın.',
    )
  }
  const isEncrypted = /ENCRYPTED/.test(keyBlock)
  if (isEncrypted && (passphrase ?? '') === '')
    return invalidAt('passphrase', 'The private key needs its passphrase.', 'Özel anahtarın parolası gerekiyor.')
  const key = attempt(() => createPrivateKey({ key: keyBlock, ...(passphrase === null ? {} : { passphrase }) }))
  if (key === null) {
    return isEncrypted
      ? invalidAt('passphrase', 'The passphrase does not open the private key.', 'Parola özel anahtarı açmıyor.')
      : invalidAt('certificate', 'The private key in the file cannot be read.', 'Dosyadaki özel anahtar okunamıyor.')
  }
  return withCertificates(blocks, key)
}

async function readPfx({ content, passphrase }: GivenCertificate): Promise<Result<Parts, Failure>> {
  const { default: forge } = await import('node-forge')
  const asn1 = attempt(() => forge.asn1.fromDer(forge.util.decode64(content)))
  if (asn1 === null) return invalidAt('certificate', 'That is not a PFX file.', 'Bu bir PFX dosyası değil.')
  const store = attempt(() => forge.pkcs12.pkcs12FromAsn1(asn1, passphrase ?? ''))
  if (store === null) {
    return passphrase === null
      ? invalidAt('passphrase', 'The PFX file needs its password.', 'PFX dosyasının parolası gerekiyor.')
      : invalidAt('passphrase', 'The password does not open the PFX file.', 'Parola PFX dosyasını açmıyor.')
  }
  const { keyBag, pkcs8ShroudedKeyBag, certBag } = forge.pki.oids
  const bags = [pkcs8ShroudedKeyBag, keyBag, certBag].flatMap(
    (type = '') => store.getBags({ bagType: type })[type] ?? [],
  )
  const keys = bags.flatMap(({ key }) => key ?? [])
  const blocks = bags.flatMap(({ cert }) => (cert === undefined ? [] : [forge.pki.certificateToPem(cert)]))
  const [first] = keys
  const key = first === undefined ? null : attempt(() => createPrivateKey(forge.pki.privateKeyToPem(first)))
  return key === null
    ? invalidAt(
        'certificate',
        'The PFX file holds no RSA private key; export the certificate with its key.',
        'PFX dosyasında RSA özel anahtarı yok; sertifikayı anahtarıyla birlikte dışa aktarın.',
      )
    : withCertificates(blocks, key)
}

function withCertificates(blocks: readonly string[], key: KeyObject): Result<Parts, Failure> {
  const certificates = attempt(() => blocks.map((block) => new X509Certificate(block)))
  return certificates === null
    ? invalidAt('certificate', 'A certificate in the file cannot be read.', 'Dosyadaki bir sertifika okunamıyor.')
    : ok({ certificates, key })
}

function judge({ certificates, key }: Parts, nowMs: number): Answer {
  const leaf = certificates.find((certificate) => certificate.checkPrivateKey(key))
  if (leaf === undefined)
    return invalidAt(
      'certificate',
      'The private key belongs to none of the certificates in the file.',
      'Özel anahtar dosyadaki sertifikaların hiçbirine ait değil.',
    )
  if (key.asymmetricKeyType !== 'rsa')
    return invalidAt(
      'certificate',
      'Entra ID signs apps in with RSA keys only.',
      'Entra ID uygulamaları yalnızca RSA anahtarlarıyla oturum açtırır.',
    )
  const expiresAt = new Date(leaf.validTo)
  if (expiresAt.getTime() <= nowMs)
    return invalidAt(
      'certificate',
      `The certificate ran out on ${expiresAt.toISOString()}.`,
      `Sertifikanın süresi ${expiresAt.toISOString()} tarihinde doldu.`,
    )
  const others = certificates.filter((certificate) => certificate !== leaf)
  return ok({
    certificate: {
      pem: [leaf, ...others].map((certificate) => certificate.toString()).join(''),
      thumbprintSha256: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
      thumbprintSha1: leaf.fingerprint.replaceAll(':', '').toUpperCase(),
      subject: leaf.subject.replaceAll('\n', ', '),
      expiresAt: expiresAt.toISOString(),
    },
    privateKeyPem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  })
}

function attempt<T>(work: () => T): T | null {
  try {
    return work()
  } catch {
    return null
  }
}
