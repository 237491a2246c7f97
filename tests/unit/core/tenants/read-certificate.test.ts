import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readCertificate, type GivenCertificate } from '../../../../src/core/tenants/read-certificate.ts'
import { makeCertificate, makePfx } from '../../../support/test-certificates.ts'

const NOW = Date.now()
const mine = makeCertificate({ commonName: 'Hunter-D365-Integration' })
const authority = makeCertificate({ commonName: 'Some authority' })
const encryptedKey = createPrivateKey(mine.keyPem)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'let me in' })
  .toString()

const read = (over: Partial<GivenCertificate>) =>
  readCertificate({ format: 'pem', content: mine.certPem + mine.keyPem, passphrase: null, ...over }, NOW)

describe('a certificate with its key', () => {
  it.each([
    ['as PEM', {}],
    [
      'as PEM, the key first and the authority’s certificate with it',
      { content: mine.keyPem + authority.certPem + mine.certPem },
    ],
    ['as PEM with an encrypted key', { content: mine.certPem + encryptedKey, passphrase: 'let me in' }],
    ['as PFX', { format: 'pfx', content: makePfx(mine, 'pass'), passphrase: 'pass' }],
  ] as const)('%s gives both thumbprints, the end and the key', async (_what, over) => {
    const answer = await read(over)
    const leaf = new X509Certificate(mine.certPem)
    expect(answer).toMatchObject({
      ok: true,
      value: {
        certificate: {
          thumbprintSha256: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
          thumbprintSha1: leaf.fingerprint.replaceAll(':', ''),
          subject: 'CN=Hunter-D365-Integration',
          expiresAt: new Date(leaf.validTo).toISOString(),
        },
      },
    })
    expect(answer.ok && leaf.checkPrivateKey(createPrivateKey(answer.value.privateKeyPem))).toBe(true)
    expect(answer.ok && answer.value.certificate.pem).not.toContain('PRIVATE')
  })

  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecKey = ec.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  it.each([
    ['without a key', { content: mine.certPem }, 'certificate'],
    ['with another certificate’s key', { content: authority.certPem + mine.keyPem }, 'certificate'],
    ['with an elliptic key', { content: mine.certPem + ecKey }, 'certificate'],
    ['with an encrypted key and no passphrase', { content: mine.certPem + encryptedKey }, 'passphrase'],
    ['with a wrong passphrase', { content: mine.certPem + encryptedKey, passphrase: 'wrong' }, 'passphrase'],
    [
      'as PFX with a wrong password',
      { format: 'pfx', content: makePfx(mine, 'pass'), passphrase: 'wrong' },
      'passphrase',
    ],
    ['as a PFX that is none', { format: 'pfx', content: 'bm9uZQ==', passphrase: 'x' }, 'certificate'],
  ] as const)('%s is refused at the right field, and nothing given is repeated', async (_what, over, field) => {
    const answer = await read(over)
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'InvalidInput', fields: [{ field }] } })
    expect(JSON.stringify(answer)).not.toMatch(/MII|let me in|wrong"/)
  })

  it('that has run out is refused', async () => {
    const old = makeCertificate({ commonName: 'old', validTo: new Date(NOW - 1_000) })
    expect(await read({ content: old.certPem + old.keyPem })).toMatchObject({ ok: false })
  })
})
