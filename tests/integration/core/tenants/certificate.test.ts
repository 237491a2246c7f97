import { createPrivateKey } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aNewTenant } from '../../../support/builders.ts'
import { startCompany, type Company } from '../../../support/company-network.ts'
import { findText } from '../../../support/find-text.ts'
import { PLAYED_ORGANISATION } from '../../../support/intercepting-proxy.ts'
import { makeCertificate, makePfx } from '../../../support/test-certificates.ts'

const MINE = makeCertificate({ commonName: 'Hunter-D365-Integration' })
const ANOTHER = makeCertificate({ commonName: 'Of another workstation' })
/** A line out of the middle of the key, as it would lie in any file. */
const LINE_OF_KEY = MINE.keyPem.split('\n')[5] ?? ''

let company: Company
beforeEach(async () => {
  company = await startCompany()
})
afterEach(() => company[Symbol.asyncDispose]())

it('takes a secret’s place once Entra ID knows it, and leaves nothing when it is deleted', async () => {
  const { harness, addTenant } = company
  const { core, ports, data, sandbox } = harness
  const { id } = await addTenant()
  sandbox.control?.addCertificate(ANOTHER.certPem)
  const kept = (kind: string) => ports.secrets.get(`${id}:${kind}`)
  const rotate = () =>
    core.tenants.rotate(id, {
      credential: { kind: 'certificate', format: 'pem', content: MINE.certPem + MINE.keyPem, passphrase: null },
      note: { description: null, expiresAt: null },
      sessionOnly: false,
    })
  expect(await rotate()).toMatchObject({ ok: false, failure: { kind: 'D365AuthenticationError', aadsts: 700027 } })
  expect([await kept('client-secret'), await kept('certificate-key')]).toEqual([sandbox.info.clientSecret, null])

  sandbox.control?.addCertificate(MINE.certPem)
  const proven = await rotate()
  expect(proven).toMatchObject({ ok: true, value: { tenant: { credential: 'certificate', secretState: 'keychain' } } })
  expect(data.tenants.get(id)).toMatchObject({ secretExpiresAt: data.tenants.get(id)?.certificate?.expiresAt })
  expect(await kept('client-secret')).toBeNull()
  expect(createPrivateKey((await kept('certificate-key')) ?? '').type).toBe('private')
  expect(await core.tenants.test(id)).toMatchObject({ ok: true })

  expect(await core.tenants.deleteSecret(id)).toMatchObject({
    ok: true,
    value: { secretState: 'missing', certificate: null, secretExpiresAt: null },
  })
  expect([await kept('client-secret'), await kept('certificate-key')]).toEqual([null, null])
  expect(await core.tenants.test(id)).toMatchObject({ failure: { reason: 'secret_missing' } })
  // The whole directory, with what the database has not tidied away yet.
  expect(findText(harness.dataDir, LINE_OF_KEY).found).toEqual([])
  expect(findText(harness.dataDir, sandbox.info.clientSecret).found).toEqual([])
})

it('as a PFX file connects a new tenant with its password, and is refused without it', async () => {
  const { harness, network } = company
  const { core, sandbox } = harness
  sandbox.control?.addCertificate(MINE.certPem)
  const { tenantId: entraTenantId, clientId } = sandbox.info
  const draft = await core.tenants.readConnectionFile(Buffer.from(makePfx(MINE, 'let me in'), 'base64'))
  if (!draft.ok) throw new Error(JSON.stringify(draft.failure))
  const connect = (passphrase: string | null) =>
    core.tenants.connect({
      tenant: aNewTenant({ entraTenantId, clientId, baseUrl: PLAYED_ORGANISATION }),
      credential: { kind: 'draft', draftId: draft.value.draftId, passphrase },
      sessionOnly: false,
      network,
    })
  expect(await connect(null)).toMatchObject({ ok: false, failure: { kind: 'InvalidInput' } })
  expect(await connect('let me in')).toMatchObject({ ok: true, value: { tenant: { credential: 'certificate' } } })
})
