import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCommandLineProxy } from '../../../src/adapters/node/command-line-proxy.ts'
import { environmentProxy, PROXY_VARIABLES } from '../../../src/adapters/node/environment-proxy.ts'
import { plainWeb } from '../../../src/adapters/node/plain-web.ts'
import { createTenantConnections } from '../../../src/core/d365/tenant-connections.ts'
import { createTenantSecrets } from '../../../src/core/tenants/tenant-secrets.ts'
import type { TenantNetwork } from '../../../src/shared/model/network.ts'
import { aTenant } from '../../support/builders.ts'
import { startCompanyNetwork, type CompanyNetwork } from '../../support/company-network.ts'
import { aCorePorts } from '../../support/core-ports.ts'
import { makeFakeDesktop, type FakeDesktop } from '../../support/fake-desktop.ts'
import { startFakeHunter } from '../../support/fake-hunter.ts'
import { PLAYED_ORGANISATION } from '../../support/intercepting-proxy.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'
import { openTransport, startTlsServer } from '../../support/tls-server.ts'

/* Every proxy variable names the trap: whatever comes to its door came by a variable. */
let trap: CompanyNetwork
let desktop: FakeDesktop
let folder: TempDir
let before = 0
beforeAll(async () => {
  trap = await startCompanyNetwork({ credentials: 'nobody:knows' })
  desktop = makeFakeDesktop()
})
afterAll(async () => {
  desktop[Symbol.dispose]()
  await trap[Symbol.asyncDispose]()
})
const variables = (): Record<string, string> =>
  Object.fromEntries(PROXY_VARIABLES.map((name) => [name, name.toUpperCase() === 'NO_PROXY' ? '' : trap.proxy.url]))
const came = () => trap.proxy.connections() - before

beforeEach(() => {
  folder = makeTempDir()
  before = trap.proxy.connections()
  for (const [name, value] of Object.entries(variables())) vi.stubEnv(name, value)
})
afterEach(() => {
  vi.unstubAllEnvs()
  folder.remove()
})

describe('loopback never goes through a proxy', () => {
  it.each(['127.0.0.1', 'localhost'])('over https, asked as %s', async (host) => {
    await using server = await startTlsServer()
    using transport = openTransport({
      trust: server.trust,
      findProxy: (origin) => Promise.resolve(environmentProxy(origin)),
    })
    const origin = server.origin.replace('127.0.0.1', host)
    const request = { origin, path: '/x', method: 'GET', headers: {}, body: null } as const
    expect(await transport.send(request)).toMatchObject({ ok: true })
    expect([server.seen.length, came()]).toEqual([1, 0])
  })

  it('over http, as Hunter on this machine is asked', async () => {
    await using hunter = await startFakeHunter()
    const request = { url: `${hunter.url}/healthz/live`, method: 'GET', body: null, timeoutMs: 5_000 } as const
    expect(await plainWeb.ask(request)).toMatchObject({ ok: true, status: 200 })
    expect(came()).toBe(0)
  })

  it('from the command line, though Node itself is told to use the variables', async () => {
    await using hunter = await startFakeHunter()
    const dataDir = join(folder.path, 'data')
    const env = { ...variables(), ...trap.sandbox.env, ...desktop.env, NODE_USE_ENV_PROXY: '1' }
    const run = (...args: readonly string[]) => runCommandLine(args, { dataDir, env })
    expect(await run('check', 'hunter-url', hunter.url, '--tenant', 'sandbox')).toMatchObject({ code: 0 })
    for (const row of ['A1.1', 'B3.1']) {
      expect(await run('check', '--tenant', 'sandbox', '--row', row)).toMatchObject({ code: 0, stderr: '' })
    }
    expect(hunter.seen).toHaveLength(2)
    expect(came()).toBe(0)
  })
})

describe('elsewhere the tenant’s setting says which proxy is used', () => {
  it.each<[TenantNetwork['proxy'], () => string | null]>([
    [{ mode: 'system' }, () => trap.proxy.url],
    [{ mode: 'none' }, () => null],
    [{ mode: 'manual', url: 'http://own.example:3128', user: null }, () => 'http://own.example:3128'],
  ])('%j', async (proxy, url) => {
    const none = () => Promise.resolve(null)
    const systemProxy = createCommandLineProxy(() => undefined, { desktop: none, environment: environmentProxy })
    const ports = aCorePorts({ systemProxy })
    const connections = createTenantConnections({ ports, tenantSecrets: createTenantSecrets(ports) })
    const way = await connections.way(aTenant({ network: { proxy, extraCa: null } }))
    if (!way.ok) throw new Error(JSON.stringify(way.failure))
    for (const origin of [way.value.entra, way.value.organization]) {
      expect((await way.value.findProxy(origin))?.url ?? null).toBe(url())
    }
    way.value.transport.close()
    connections.close()
  })

  it('and a proxy from a variable is named on standard error before it is used', async () => {
    const dataDir = join(folder.path, 'data')
    const env = { ...variables(), ...desktop.env }
    await runCommandLine(
      [
        ...['tenant', 'add', '--name', 'Contoso DEV', '--environment', 'DEV', '--base-url', PLAYED_ORGANISATION],
        ...['--tenant-id', trap.sandbox.info.tenantId, '--client-id', trap.sandbox.info.clientId],
      ],
      { dataDir, env },
    )
    const tested = await runCommandLine(['tenant', 'test', 'Contoso DEV', '--secret-stdin', '--json'], {
      dataDir,
      env,
      stdin: 'canary~secret~value~of~a~tenant',
    })
    expect(tested.code).toBe(4)
    expect(tested.stderr).toBe(`Proxy for login.microsoftonline.com: ${trap.proxy.url} (proxy variables).\n`)
    expect(tested.json()).toMatchObject({ error: { code: 'ERR_PROXY_AUTH' } })
    expect(came()).toBeGreaterThan(0)
  })
})
