import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createCommandLineProxy } from '../../../src/adapters/node/command-line-proxy.ts'
import type { DesktopProxy } from '../../../src/adapters/node/desktop-proxy/desktop-proxy.ts'
import { environmentProxy, PROXY_VARIABLES } from '../../../src/adapters/node/environment-proxy.ts'

const ORGANIZATION = 'https://contoso.crm4.dynamics.com'
const hop = (url: string) => ({ url, user: null, password: null })

/** The command line's proxy beside this desktop; `said` is what it told on the way. */
function beside(proxy: DesktopProxy | null) {
  const said: string[] = []
  const desktop = () => Promise.resolve(proxy === null ? null : { desktop: 'GNOME', proxy })
  return {
    said,
    ...createCommandLineProxy((sentence) => void said.push(sentence), { desktop, environment: environmentProxy }),
  }
}
const byHand = (over: Partial<Extract<DesktopProxy, { mode: 'manual' }>> = {}): DesktopProxy => ({
  mode: 'manual',
  hop: hop('http://desktop.example:3128'),
  except: [],
  isLocalDirect: false,
  ...over,
})

beforeEach(() => {
  for (const name of PROXY_VARIABLES) vi.stubEnv(name, '')
})
afterEach(() => vi.unstubAllEnvs())

describe('the system’s proxy on the command line', () => {
  it('is the desktop’s, told once for each host and never with its password', async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://variable.example:8080')
    const { find, said } = beside(
      byHand({ hop: { url: 'http://desktop.example:3128', user: 'jane', password: 'canary' } }),
    )
    for (let times = 0; times < 3; times += 1) expect(await find(ORGANIZATION)).toMatchObject({ user: 'jane' })
    expect(said).toEqual(['Proxy for contoso.crm4.dynamics.com: http://desktop.example:3128 (settings of GNOME).'])
  })

  it('is none where the desktop excepts the host, whatever the variables say', async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://variable.example:8080')
    const { find, said } = beside(byHand({ except: ['*.dynamics.com'] }))
    expect(await find(ORGANIZATION)).toBeNull()
    expect(said).toEqual([])
  })

  it.each([
    ['there is no desktop', null],
    ['the desktop has none', { mode: 'none' }],
  ] as const)('is that of the variables where %s', async (_where, proxy) => {
    vi.stubEnv('HTTPS_PROXY', 'http://jane:canary@variable.example:8080')
    const { find, said } = beside(proxy)
    expect(await find(ORGANIZATION)).toEqual({ url: 'http://variable.example:8080', user: 'jane', password: 'canary' })
    expect(said).toEqual(['Proxy for contoso.crm4.dynamics.com: http://variable.example:8080 (proxy variables).'])
  })

  it.each<[string, DesktopProxy, RegExp]>([
    [
      'a script',
      { mode: 'script', url: 'http://wpad/wpad.dat' },
      /script \(PAC at http:\/\/wpad\/wpad\.dat\).*not evaluate/,
    ],
    ['a script to be found', { mode: 'script', url: null }, /script \(PAC\)/],
    ['SOCKS', byHand({ hop: null }), /SOCKS proxy, which is not supported/],
  ])('names %s that it cannot follow, what happens instead and what to do', async (_what, proxy, words) => {
    const { find, said } = beside(proxy)
    expect(await find(ORGANIZATION)).toBeNull()
    expect(said).toEqual([expect.stringMatching(words)])
    expect(said[0]).toMatch(/directly\. If that fails, set the tenant’s proxy by hand/)
  })

  it('says so before the variables are used instead', async () => {
    vi.stubEnv('HTTPS_PROXY', 'http://variable.example:8080')
    const { find, said } = beside({ mode: 'script', url: null })
    expect(await find(ORGANIZATION)).toEqual(hop('http://variable.example:8080'))
    expect(said).toEqual([
      expect.stringContaining('the proxy variables are used'),
      expect.stringContaining('variable.example:8080 (proxy variables)'),
    ])
  })

  it('is silent where the way is simply direct', async () => {
    const { find, said } = beside({ mode: 'none' })
    expect([await find(ORGANIZATION), said]).toEqual([null, []])
  })
})

describe('the proxy variables', () => {
  it.each<[Readonly<Record<string, string>>, string | null]>([
    [{ HTTPS_PROXY: 'http://p.example:3128' }, 'http://p.example:3128'],
    [{ https_proxy: 'http://p.example:3128' }, 'http://p.example:3128'],
    [{ HTTPS_PROXY: 'https://p.example:3128' }, 'https://p.example:3128'],
    [{ HTTPS_PROXY: 'p.example:3128' }, 'http://p.example:3128'],
    [{ ALL_PROXY: 'http://p.example:3128' }, 'http://p.example:3128'],
    [{ HTTP_PROXY: 'http://p.example:3128' }, null],
    [{ ALL_PROXY: 'socks5://p.example:1080' }, null],
    [{ HTTPS_PROXY: 'not an address' }, null],
    [{ HTTPS_PROXY: 'http://p.example:3128', NO_PROXY: '.dynamics.com' }, null],
    [{ HTTPS_PROXY: 'http://p.example:3128', NO_PROXY: 'dynamics.com' }, 'http://p.example:3128'],
    [{ HTTPS_PROXY: 'http://p.example:3128', no_proxy: '*' }, null],
  ])('%j lead to %s', (variables, url) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
    expect(environmentProxy(ORGANIZATION)?.url ?? null).toBe(url)
  })
})
