import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROXY_VARIABLES } from '../../../src/adapters/node/environment-proxy.ts'
import { writeTenantFile } from '../../../src/core/tenants/tenant-file.ts'
import type { Hop, TenantNetwork } from '../../../src/shared/model/network.ts'
import { aTenant } from '../../support/builders.ts'
import { startCompanyNetwork, type CompanyNetwork } from '../../support/company-network.ts'
import { makeFakeDesktop } from '../../support/fake-desktop.ts'
import { PLAYED_ORGANISATION } from '../../support/intercepting-proxy.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

const PASSWORD = 'p%ss wörd'

/* One company whose proxy wants a password and opens TLS; each row is a machine that knows more or less of it. */
let company: CompanyNetwork
let folder: TempDir
beforeAll(async () => {
  company = await startCompanyNetwork({ credentials: `jane:${PASSWORD}` })
  folder = makeTempDir()
})
afterAll(async () => {
  folder.remove()
  await company[Symbol.asyncDispose]()
})

interface Machine {
  readonly variables?: () => Readonly<Record<string, string>>
  readonly desktop?: () => Readonly<Record<string, string>>
  /** Of the tenant; the system's unless said. */
  readonly proxy?: () => TenantNetwork['proxy']
  readonly isTrusting?: false
}

const portOf = () => new URL(company.proxy.url).port
const withLogin = () => company.proxy.url.replace('//', `//jane:${encodeURIComponent(PASSWORD)}@`)
const byHand = () => ({ ' mode': "'manual'", '.https host': "'127.0.0.1'", '.https port': portOf() })
const asJane = () => ({
  '.http use-authentication': 'true',
  '.http authentication-user': "'jane'",
  '.http authentication-password': `'${PASSWORD}'`,
})

/** The way to a tenant of this machine, hop by hop. */
async function way({ variables, desktop, proxy, isTrusting }: Machine) {
  using own = makeTempDir()
  using shown = makeFakeDesktop(desktop?.())
  const none = Object.fromEntries(PROXY_VARIABLES.map((name) => [name, '']))
  const options = { dataDir: join(own.path, 'data'), env: { ...none, ...variables?.(), ...shown.env } }
  const { tenantId: entraTenantId, clientId, clientSecret } = company.sandbox.info
  const extraCa = isTrusting === false ? null : { fileName: 'company.pem', pem: company.proxy.authority.certPem }
  const network = { proxy: proxy?.() ?? ({ mode: 'system' } as const), extraCa }
  const profile = join(own.path, 'contoso.json')
  writeFileSync(profile, writeTenantFile(aTenant({ entraTenantId, clientId, baseUrl: PLAYED_ORGANISATION, network })))
  expect(await runCommandLine(['tenant', 'import', profile, '--name', 'Contoso'], options)).toMatchObject({ code: 0 })
  const test = ['tenant', 'test', 'Contoso', '--hops', '--secret-stdin', '--json']
  return await runCommandLine(test, { ...options, stdin: clientSecret })
}

describe('behind a company’s proxy that wants a password and opens TLS, the command line works', () => {
  it.each<[string, Machine, RegExp]>([
    [
      'by the proxy variables',
      { variables: () => ({ HTTPS_PROXY: withLogin() }) },
      /^Proxy for login\.microsoftonline\.com: http:\/\/127\.0\.0\.1:\d+ \(proxy variables\)\.$/m,
    ],
    [
      'by the desktop’s settings',
      { desktop: () => ({ ...byHand(), ...asJane() }) },
      /^Proxy for contoso\.crm4\.dynamics\.com: http:\/\/127\.0\.0\.1:\d+ \(settings of GNOME\)\.$/m,
    ],
    [
      'by the variables where the desktop names a script, which it says',
      {
        desktop: () => ({ ' mode': "'auto'", ' autoconfig-url': "'http://wpad.contoso.example/wpad.dat'" }),
        variables: () => ({ HTTPS_PROXY: withLogin() }),
      },
      /^GNOME names a proxy script \(PAC at http:\/\/wpad\.contoso\.example\/wpad\.dat\).*proxy variables are used/m,
    ],
  ])('%s', async (_how, machine, said) => {
    const tested = await way(machine)
    expect(tested.json()).toMatchObject({ failedAt: null })
    expect(tested).toMatchObject({ code: 0, stderr: expect.stringMatching(said) as string })
    expect(`${tested.stdout}${tested.stderr}`).not.toContain(PASSWORD)
  })
})

describe('and names the hop where this machine knows too little', () => {
  it.each<[string, Machine, Hop, string]>([
    [
      'no password for the proxy of the variables',
      { variables: () => ({ HTTPS_PROXY: company.proxy.url }) },
      'proxy',
      'user name and password',
    ],
    ['no password for the proxy of the desktop', { desktop: byHand }, 'proxy', 'user name and password'],
    [
      'no password for the tenant’s own proxy',
      { proxy: () => ({ mode: 'manual', url: company.proxy.url, user: 'jane' }) },
      'proxy',
      'user name and password',
    ],
    [
      'a proxy that is not there',
      { proxy: () => ({ mode: 'manual', url: 'http://127.0.0.1:1', user: null }) },
      'proxy',
      'Check the address of the proxy',
    ],
    [
      'a proxy whose name nobody knows',
      { proxy: () => ({ mode: 'manual', url: 'http://proxy.invalid:3128', user: null }) },
      'dns',
      'Check the address of the proxy',
    ],
    [
      'no trust in the authority that opens TLS',
      { variables: () => ({ HTTPS_PROXY: withLogin() }), isTrusting: false },
      'tls',
      'extra CA file',
    ],
  ])('%s', async (_what, machine, hop, remedy) => {
    const tested = await way(machine)
    expect(tested.code).toBe(1)
    expect(tested.json()).toMatchObject({
      failedAt: hop,
      error: { remedy: expect.stringContaining(remedy) as string },
    })
  })
})

it('sets a tenant’s network, keeps what is not named, and refuses what is no proxy', async () => {
  const options = { dataDir: join(folder.path, 'data') }
  const authority = join(folder.path, 'company.pem')
  writeFileSync(authority, company.proxy.authority.certPem)
  const profile = join(folder.path, 'contoso.json')
  writeFileSync(profile, writeTenantFile(aTenant()))
  await runCommandLine(['tenant', 'import', profile, '--name', 'Contoso'], options)
  const network = (...args: readonly string[]) =>
    runCommandLine(['tenant', 'network', 'Contoso', ...args, '--json'], options)
  const set = await network('--proxy', 'proxy.example:3128', '--proxy-user', 'jane', '--extra-ca', authority)
  const manual = { mode: 'manual', url: 'http://proxy.example:3128', user: 'jane' }
  const answer = { tenant: 'Contoso', proxy: manual, hasProxyPassword: false, extraCa: 'company.pem' }
  expect(set.json()).toEqual(answer)
  expect((await network('--proxy', 'system')).json()).toEqual({ ...answer, proxy: { mode: 'system', user: 'jane' } })
  expect(await network('--proxy', 'socks5://proxy.example:1080')).toMatchObject({ code: 2 })
  expect((await network('--proxy', 'none', '--extra-ca', 'none')).json()).toMatchObject({
    proxy: { mode: 'none' },
    extraCa: null,
  })
})
