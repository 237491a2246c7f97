import { ConfidentialClientApplication, type AuthenticationResult } from '@azure/msal-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { confidentialClient, startSandboxProcess, type SandboxProcess } from './sandbox-process.ts'
import { makeSigningCertificate } from './signing-certificate.ts'

let sandbox: SandboxProcess
beforeAll(async () => {
  sandbox = await startSandboxProcess('--control')
})
afterAll(async () => sandbox[Symbol.asyncDispose]())

const elsewhere = '11111111-2222-4333-8444-555555555555'

const signIn = async (
  application: ConfidentialClientApplication,
  scope = `${sandbox.info.baseUrl}/.default`,
): Promise<AuthenticationResult> => {
  const result = await application.acquireTokenByClientCredential({ scopes: [scope] })
  if (result === null) throw new Error('MSAL answered nothing.')
  return result
}

const opens = async ({ accessToken }: AuthenticationResult): Promise<number> => {
  const answer = await fetch(`${sandbox.apiUrl}/WhoAmI`, { headers: { Authorization: `Bearer ${accessToken}` } })
  return answer.status
}

const control = (path: string, contentType: string, body: string) =>
  fetch(`${sandbox.info.controlUrl ?? ''}${path}`, { method: 'POST', headers: { 'Content-Type': contentType }, body })

describe('MSAL with a secret', () => {
  it('finds the endpoints from the authority alone and gets a token that opens the Web API', async () => {
    const result = await signIn(confidentialClient(sandbox.info))
    expect([result.tokenType, result.fromCache, await opens(result)]).toEqual(['Bearer', false, 200])
  })

  it('asks once and serves the token from its cache afterwards', async () => {
    const application = confidentialClient(sandbox.info)
    const first = await signIn(application)
    const second = await signIn(application)
    expect([second.fromCache, second.accessToken]).toEqual([true, first.accessToken])
    expect(first.expiresOn!.getTime() - Date.now()).toBeGreaterThan(3_000_000)
  })

  it('takes the tenant by its domain name too', async () => {
    const result = await signIn(
      confidentialClient(sandbox.info, { authority: `${sandbox.info.baseUrl}/sandbox.example` }),
    )
    expect(await opens(result)).toBe(200)
  })
})

describe('MSAL with a certificate', () => {
  const signing = makeSigningCertificate()
  const withCertificate = (clientCertificate: { privateKey: string; thumbprint?: string; thumbprintSha256?: string }) =>
    new ConfidentialClientApplication({
      auth: {
        clientId: sandbox.info.clientId,
        authority: sandbox.info.authority,
        knownAuthorities: [new URL(sandbox.info.baseUrl).host],
        clientCertificate,
      },
    })
  beforeAll(async () => {
    await control('/certificates', 'application/x-pem-file', signing.certificate)
  })

  it('signs in by an assertion that names the certificate by SHA-256', async () => {
    const { privateKey, thumbprintSha256 } = signing
    expect(await opens(await signIn(withCertificate({ privateKey, thumbprintSha256 })))).toBe(200)
  })

  it('signs in by an assertion that names the certificate by SHA-1', async () => {
    const { privateKey, thumbprint } = signing
    expect(await opens(await signIn(withCertificate({ privateKey, thumbprint })))).toBe(200)
  })

  it('is refused with a certificate that is not registered', async () => {
    const { privateKey, thumbprintSha256 } = makeSigningCertificate()
    await expect(signIn(withCertificate({ privateKey, thumbprintSha256 }))).rejects.toMatchObject({
      errorCode: 'invalid_client',
      errorNo: 700027,
      status: 401,
    })
  })
})

describe('MSAL and refusals', () => {
  it.each([
    ['a wrong secret', { clientSecret: 'wrong' }, { errorCode: 'invalid_client', errorNo: 7000215, status: 401 }],
    ['an unknown client', { clientId: elsewhere }, { errorCode: 'unauthorized_client', errorNo: 700016, status: 400 }],
  ])('reads the error of %s', async (_what, over, problem) => {
    await expect(signIn(confidentialClient(sandbox.info, over))).rejects.toMatchObject(problem)
  })

  it('cannot resolve the endpoints of an unknown tenant', async () => {
    const stranger = confidentialClient(sandbox.info, { authority: `${sandbox.info.baseUrl}/${elsewhere}` })
    await expect(signIn(stranger)).rejects.toMatchObject({ errorCode: 'endpoints_resolution_error' })
  })

  it.each([
    ['a resource that the tenant does not know', 'https://elsewhere.crm4.dynamics.com/.default', 500011],
    ['a scope that is no default scope', 'https://127.0.0.1/user_impersonation', 70011],
  ])('reads the error of %s', async (_what, scope, errorNo) => {
    await expect(signIn(confidentialClient(sandbox.info), scope)).rejects.toMatchObject({ errorNo, status: 400 })
  })

  it('keeps away from the token endpoint for as long as that asks', async () => {
    const tokens = (requestsPerMinute: number) =>
      control('/tokens', 'application/json', JSON.stringify({ requestsPerMinute }))
    const application = confidentialClient(sandbox.info)
    await tokens(0)
    await expect(signIn(application)).rejects.toMatchObject({ errorCode: 'temporarily_unavailable', status: 429 })
    await tokens(1_000)
    // MSAL's own words for a pause that is not over.
    await expect(signIn(application)).rejects.toMatchObject({ errorCode: '90055' })
    expect(await opens(await signIn(confidentialClient(sandbox.info)))).toBe(200)
  })
})
