import { describe, expect, it } from 'vitest'
import { createFakeBridge } from '../../../../src/renderer/src/bridge/fake-bridge.ts'
import {
  EMPTY_FORM,
  fieldErrorsOf,
  judgeForm,
  tidyTyped,
  wrongAsTyped,
  type TenantForm,
} from '../../../../src/renderer/src/features/tenants/tenant-form.ts'
import { changesOf, profileFormOf } from '../../../../src/renderer/src/features/tenants/profile-form.ts'
import { EMPTY_ROTATION, rotationOf } from '../../../../src/renderer/src/features/tenants/rotation-form.ts'
import { networkFormOf, networkOf } from '../../../../src/renderer/src/features/tenants/network-form.ts'
import { found, placeAfterStep } from '../../../../src/renderer/src/features/tenants/tenant-order.ts'
import { createTenantsStore } from '../../../../src/renderer/src/features/tenants/tenants.store.ts'
import { stagesOf } from '../../../../src/renderer/src/features/tenants/test-stages.ts'
import { fail } from '../../../../src/shared/lib/result.ts'
import { SYSTEM_NETWORK } from '../../../../src/shared/model/network.ts'
import type { Failure } from '../../../../src/shared/model/failure.ts'
import { aTenantView, TENANT_ID } from '../../../support/builders.ts'

const FILLED: TenantForm = {
  ...EMPTY_FORM,
  name: ' Contoso DEV ',
  entraTenantId: ' 7F3C2D10-98AB-4C1D-8E2F-3A4B5C6D7E02 ',
  clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
  baseUrl: 'https://contoso.crm4.dynamics.com',
  secret: 's3cret ',
}
const REQUEST_IDS = { client: 'a', service: ['b'] }
const NO_ROLE: Failure = {
  kind: 'D365PermissionError',
  message: 'Principal user is missing prvReadLead.',
  httpStatus: 403,
  code: '0x80040220',
  requestIds: REQUEST_IDS,
  missingPrivilege: 'prvReadLead',
}
const WRONG_SECRET: Failure = {
  kind: 'D365AuthenticationError',
  message: 'Invalid client secret.',
  httpStatus: 401,
  code: null,
  requestIds: REQUEST_IDS,
  aadsts: 7000215,
}
const NO_NETWORK: Failure = {
  kind: 'D365NetworkError',
  message: 'getaddrinfo ENOTFOUND',
  requestIds: { client: 'a', service: [] },
  phase: 'connect',
  networkCode: 'ENOTFOUND',
  isTls: false,
}

describe('the tenant form', () => {
  it('trims what was pasted, but not the secret', () => {
    expect(judgeForm(FILLED)).toEqual({
      ok: true,
      input: {
        tenant: {
          name: 'Contoso DEV',
          environment: 'DEV',
          entraTenantId: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
          clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
          baseUrl: 'https://contoso.crm4.dynamics.com',
          apiVersion: 'v9.2',
        },
        credential: { kind: 'secret', value: 's3cret ' },
        sessionOnly: false,
        note: { description: null, expiresAt: null },
        network: SYSTEM_NETWORK,
      },
    })
  })

  it('may be sent without a secret, to be given later', () => {
    expect(judgeForm({ ...FILLED, secret: '' })).toMatchObject({ ok: true, input: { credential: null } })
  })

  it('marks every field that is wrong, at once', () => {
    expect(judgeForm({ ...EMPTY_FORM, apiVersion: '9.2' })).toEqual({
      ok: false,
      errors: { name: true, entraTenantId: true, clientId: true, baseUrl: true, apiVersion: true },
    })
  })

  it('sends the password of a proxy only where there is a proxy and a name that it goes with', () => {
    const network = { mode: 'manual', url: 'proxy:8080', user: 'jane', password: 'pass', extraCa: null } as const
    const sent = (over: Partial<TenantForm['network']>) => {
      const judged = judgeForm({ ...FILLED, network: { ...network, ...over } })
      return judged.ok ? (judged.input.proxyPassword ?? null) : null
    }
    expect(sent({})).toBe('pass')
    expect(sent({ mode: 'system' })).toBe('pass')
    expect([sent({ mode: 'none' }), sent({ user: ' ' }), sent({ password: '' })]).toEqual([null, null, null])
  })

  it.each([
    ['{7F3C2D10-98AB-4C1D-8E2F-3A4B5C6D7E02}', '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02'],
    [' "7f3c2d1098ab4c1d8e2f3a4b5c6d7e02" ', '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02'],
    ['7f3c2d10-98ab', '7f3c2d10-98ab'],
  ])('tidies the id %s as it is typed', (typed, tidied) => {
    expect(tidyTyped({ clientId: typed, name: 'x' })).toEqual({ clientId: tidied, name: 'x' })
  })

  it('says what is wrong as it is typed: fields that were left, a name that is taken, one id twice', () => {
    const half = { ...FILLED, entraTenantId: '7f3c2d10', apiVersion: '9.2', clientId: '' }
    expect(wrongAsTyped(half, new Set(), [])).toEqual({})
    expect(wrongAsTyped(half, new Set(['entraTenantId', 'apiVersion', 'clientId']), [])).toEqual({
      entraTenantId: true,
      apiVersion: true,
    })
    expect(wrongAsTyped(FILLED, new Set(), ['CONTOSO dev'])).toEqual({ name: true })
    expect(wrongAsTyped({ ...FILLED, clientId: FILLED.entraTenantId.trim() }, new Set(), [])).toEqual({
      clientId: true,
    })
  })

  it.each([
    [{ kind: 'Refused', reason: 'base_url_refused', message: '' }, { baseUrl: true }],
    [{ kind: 'Refused', reason: 'tenant_exists', message: '' }, { name: true }],
    [{ kind: 'Refused', reason: 'keychain_unavailable', message: '' }, { secret: true }],
    [{ kind: 'InvalidInput', message: '', fields: [{ field: 'tenant.clientId', message: '' }] }, { clientId: true }],
    [NO_NETWORK, {}],
    [null, {}],
  ] as const)('puts a refusal of the core beside the field it is about (%#)', (failure, errors) => {
    expect(fieldErrorsOf(failure as Failure | null)).toEqual(errors)
  })
})

describe('the stages of a test', () => {
  const statuses = (failure: Failure): readonly string[] =>
    stagesOf({ status: 'failed', failure }).map((stage) => stage.status)

  it('say where it broke, as far as the answer tells', () => {
    expect(statuses(WRONG_SECRET)).toEqual(['failed', 'waiting', 'waiting'])
    expect(statuses(NO_ROLE)).toEqual(['passed', 'failed', 'waiting'])
    expect(statuses(NO_NETWORK)).toEqual(['unknown', 'unknown', 'unknown'])
    expect(statuses({ kind: 'Refused', reason: 'organization_changed', message: 'Another one.' })).toEqual([
      'passed',
      'passed',
      'failed',
    ])
  })

  it('wait before, run during, and have all passed with the proof', () => {
    const proof = {
      tokenLength: 900,
      tokenExpiresAt: '2026-03-01T13:00:00.000Z',
      userId: TENANT_ID,
      userFullName: null,
      organizationId: TENANT_ID,
      organizationName: null,
      detectedEnvironment: null,
    }
    const all = [null, { status: 'running' } as const, { status: 'proved', proof } as const]
    expect(all.map((state) => new Set(stagesOf(state).map((stage) => stage.status)))).toEqual([
      new Set(['waiting']),
      new Set(['running']),
      new Set(['passed']),
    ])
  })
})

describe('the list of tenants', () => {
  const [sandbox, a, b, c, gone] = [
    aTenantView({ id: 'sandbox', kind: 'sandbox', name: 'sandbox' }),
    aTenantView({ id: 'a', name: 'Contoso DEV' }),
    aTenantView({ id: 'b', name: 'Contoso PROD', effectiveEnvironment: 'PROD' }),
    aTenantView({ id: 'c', name: 'Fabrikam', baseUrl: 'https://fabrikam.crm4.dynamics.com' }),
    aTenantView({ id: 'gone', archivedAt: '2026-03-01T12:00:00.000Z' }),
  ]
  const all = [sandbox, a, b, c, gone]

  it('finds what has every typed word somewhere', () => {
    const names = (typed: string): readonly string[] => found([a, b, c], typed).map(({ id }) => id)
    expect([names(''), names('CONTOSO prod'), names('fabrikam.crm4'), names('nobody')]).toEqual([
      ['a', 'b', 'c'],
      ['b'],
      ['c'],
      [],
    ])
  })

  it('moves a tenant by one place, and never past the sandbox or among removed ones', () => {
    expect([
      placeAfterStep(all, 'a', 'down'),
      placeAfterStep(all, 'b', 'down'),
      placeAfterStep(all, 'c', 'up'),
    ]).toEqual(['c', null, 'b'])
    expect([placeAfterStep(all, 'a', 'up'), placeAfterStep(all, 'c', 'down')]).toEqual([undefined, undefined])
    expect([placeAfterStep(all, 'sandbox', 'down'), placeAfterStep(all, 'gone', 'up')]).toEqual([undefined, undefined])
  })
})

describe('the network form', () => {
  it.each([
    { proxy: { mode: 'system' }, extraCa: null },
    { proxy: { mode: 'none' }, extraCa: { fileName: 'company.pem', pem: 'x' } },
    { proxy: { mode: 'manual', url: 'http://proxy.example:8080', user: null }, extraCa: null },
    { proxy: { mode: 'manual', url: 'http://proxy.example:8080', user: 'jane' }, extraCa: null },
  ] as const)('gives back what was stored when nothing was changed (%#)', (network) => {
    expect(networkOf(networkFormOf(network))).toEqual(network)
  })
})

describe('the rotation form', () => {
  it('asks for nothing while there is nothing to prove', () => {
    expect(rotationOf(TENANT_ID, EMPTY_ROTATION)).toBeNull()
    expect(rotationOf(TENANT_ID, { ...EMPTY_ROTATION, kind: 'certificate', secret: 'typed before' })).toBeNull()
  })

  it('notes the day a secret ends, and leaves a certificate its own end', () => {
    const form = { ...EMPTY_ROTATION, secret: 's3cret ', draftId: 'd1', description: ' 2027 ', expiresOn: '2027-03-01' }
    expect(rotationOf(TENANT_ID, form)).toMatchObject({
      credential: { kind: 'secret', value: 's3cret ' },
      note: { description: '2027', expiresAt: '2027-03-01T00:00:00.000Z' },
    })
    expect(rotationOf(TENANT_ID, { ...form, kind: 'certificate' })).toMatchObject({
      credential: { kind: 'draft', draftId: 'd1', passphrase: null },
      note: { description: '2027', expiresAt: null },
    })
  })
})

describe('the name and notes of a tenant', () => {
  it('keep the time of day at which a certificate ends when only the name is changed', () => {
    const tenant = aTenantView({ secretExpiresAt: '2027-03-01T09:30:00.000Z' })
    expect(changesOf(tenant, { ...profileFormOf(tenant), name: 'Contoso' })).toEqual({
      name: 'Contoso',
      secretDescription: null,
    })
    expect(changesOf(tenant, { ...profileFormOf(tenant), expiresOn: '' })).toMatchObject({ secretExpiresAt: null })
  })
})

describe('the tenants’ store', () => {
  it('keeps the form open with its failure when a tenant is refused', async () => {
    const bridge = createFakeBridge({ 'tenants:add': () => fail(WRONG_SECRET) })
    const store = createTenantsStore(bridge, () => Promise.resolve())
    store.getState().setAdding(true)
    const judged = judgeForm(FILLED)
    if (!judged.ok) throw new Error('The form is whole.')
    await expect(store.getState().add(judged.input)).resolves.toBe(false)
    expect(store.getState()).toMatchObject({ isAdding: true, addAction: { status: 'failed', failure: WRONG_SECRET } })
  })

  it('holds no secret once it was sent', async () => {
    const bridge = createFakeBridge({ 'tenants:set-secret': () => fail(WRONG_SECRET) })
    const store = createTenantsStore(bridge, () => Promise.resolve())
    await store.getState().setSecret(TENANT_ID, 'canary-secret', false)
    expect(JSON.stringify(store.getState())).not.toContain('canary-secret')
  })
})
