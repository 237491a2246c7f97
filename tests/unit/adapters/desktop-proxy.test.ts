import { describe, expect, it } from 'vitest'
import { isExcepted, type DesktopProxy } from '../../../src/adapters/node/desktop-proxy/desktop-proxy.ts'
import { readGnomeProxy } from '../../../src/adapters/node/desktop-proxy/read-gnome-proxy.ts'
import { readMacosProxy } from '../../../src/adapters/node/desktop-proxy/read-macos-proxy.ts'
import { readWindowsProxy } from '../../../src/adapters/node/desktop-proxy/read-windows-proxy.ts'

/** As GNOME's own command prints it (GLib 2.74), with the changes of one case. */
const gnome = (over: Readonly<Record<string, string>> = {}): string =>
  Object.entries({
    ' autoconfig-url': "''",
    ' ignore-hosts': "['localhost', '127.0.0.0/8', '::1']",
    ' mode': "'none'",
    ' use-same-proxy': 'true',
    '.ftp host': "''",
    '.ftp port': '0',
    '.http authentication-password': "''",
    '.http authentication-user': "''",
    '.http enabled': 'false',
    '.http host': "''",
    '.http port': '8080',
    '.http use-authentication': 'false',
    '.https host': "''",
    '.https port': '0',
    '.socks host': "''",
    '.socks port': '0',
    ...over,
  })
    .map(([key, value]) => `org.gnome.system.proxy${key} ${value}\n`)
    .join('')

const macos = (lines: string): string => `<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
    2 : *.corp.example
  }
  ExcludeSimpleHostnames : 1
  FTPPassive : 1
${lines}}
`

const windows = (values: string): string => `\r
HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\r
    CertificateRevocation    REG_DWORD    0x1\r
    User Agent    REG_SZ    Mozilla/4.0 (compatible; MSIE 8.0; Win32)\r
    ZonesSecurityUpgrade    REG_BINARY    ABCDEF0123456789\r
${values}\r
HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings\\Connections\r
    ProxyEnable    REG_DWORD    0x1\r
`

const manual = (url: string, user: string | null = null, password: string | null = null) =>
  expect.objectContaining({ mode: 'manual', hop: { url, user, password } }) as DesktopProxy

const AT = 'http://proxy.contoso.example:3128'
const GNOME_MANUAL = { ' mode': "'manual'", '.https host': "'proxy.contoso.example'", '.https port': '3128' }

describe('what the desktop says of proxies', () => {
  it.each<[string, DesktopProxy, DesktopProxy]>([
    ['GNOME as installed', readGnomeProxy(gnome()), { mode: 'none' }],
    ['GNOME, by hand', readGnomeProxy(gnome(GNOME_MANUAL)), manual(AT)],
    [
      'GNOME, one proxy for everything',
      readGnomeProxy(gnome({ ' mode': "'manual'", '.http host': "'10.0.0.8'" })),
      manual('http://10.0.0.8:8080'),
    ],
    [
      'GNOME, with a name and password',
      readGnomeProxy(
        gnome({
          ...GNOME_MANUAL,
          '.http use-authentication': 'true',
          '.http authentication-user': "'jane'",
          '.http authentication-password': `"it's \\"so\\""`,
        }),
      ),
      manual(AT, 'jane', `it's "so"`),
    ],
    [
      'GNOME, a name that is not used',
      readGnomeProxy(gnome({ ...GNOME_MANUAL, '.http authentication-user': "'jane'" })),
      manual(AT),
    ],
    [
      'GNOME, SOCKS alone',
      readGnomeProxy(gnome({ ' mode': "'manual'", '.socks host': "'s.example'", '.socks port': '1080' })),
      expect.objectContaining({ mode: 'manual', hop: null }) as DesktopProxy,
    ],
    [
      'GNOME, a script',
      readGnomeProxy(gnome({ ' mode': "'auto'", ' autoconfig-url': "'http://wpad.contoso.example/wpad.dat'" })),
      { mode: 'script', url: 'http://wpad.contoso.example/wpad.dat' },
    ],
    ['GNOME, a script to be found', readGnomeProxy(gnome({ ' mode': "'auto'" })), { mode: 'script', url: null }],
    ['a machine without GNOME’s schema', readGnomeProxy('No such schema “org.gnome.system.proxy”\n'), { mode: 'none' }],
    ['macOS as installed', readMacosProxy(macos('')), { mode: 'none' }],
    [
      'macOS, by hand',
      readMacosProxy(macos('  HTTPSEnable : 1\n  HTTPSPort : 3128\n  HTTPSProxy : proxy.contoso.example\n')),
      manual(AT),
    ],
    [
      'macOS, a proxy that is written and off',
      readMacosProxy(macos('  HTTPSEnable : 0\n  HTTPSPort : 3128\n  HTTPSProxy : proxy.contoso.example\n')),
      { mode: 'none' },
    ],
    [
      'macOS, SOCKS alone',
      readMacosProxy(macos('  SOCKSEnable : 1\n  SOCKSPort : 1080\n  SOCKSProxy : s.example\n')),
      expect.objectContaining({ mode: 'manual', hop: null }) as DesktopProxy,
    ],
    [
      'macOS, a script',
      readMacosProxy(macos('  ProxyAutoConfigEnable : 1\n  ProxyAutoConfigURLString : http://wpad/wpad.dat\n')),
      { mode: 'script', url: 'http://wpad/wpad.dat' },
    ],
    [
      'macOS, a script to be found',
      readMacosProxy(macos('  ProxyAutoDiscoveryEnable : 1\n')),
      { mode: 'script', url: null },
    ],
    ['Windows as installed', readWindowsProxy(windows('    ProxyEnable    REG_DWORD    0x0\r\n')), { mode: 'none' }],
    [
      'Windows, one proxy for everything',
      readWindowsProxy(
        windows('    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    proxy.contoso.example:3128\r\n'),
      ),
      manual(AT),
    ],
    [
      'Windows, one per scheme',
      readWindowsProxy(
        windows(
          '    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    http=other:80;https=proxy.contoso.example:3128;socks=s:1\r\n',
        ),
      ),
      manual(AT),
    ],
    [
      'Windows, a proxy that is written and off',
      readWindowsProxy(
        windows('    ProxyEnable    REG_DWORD    0x0\r\n    ProxyServer    REG_SZ    proxy.contoso.example:3128\r\n'),
      ),
      { mode: 'none' },
    ],
    [
      'Windows, SOCKS alone',
      readWindowsProxy(windows('    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    socks=s:1080\r\n')),
      expect.objectContaining({ mode: 'manual', hop: null }) as DesktopProxy,
    ],
    [
      'Windows, a script',
      readWindowsProxy(windows('    AutoConfigURL    REG_SZ    http://wpad/wpad.dat\r\n')),
      { mode: 'script', url: 'http://wpad/wpad.dat' },
    ],
  ])('%s', (_what, read, expected) => {
    expect(read).toEqual(expected)
  })
})

describe('a host is reached without the desktop’s proxy', () => {
  const onGnome = readGnomeProxy(
    gnome({ ...GNOME_MANUAL, ' ignore-hosts': "['localhost', '*.corp.example', \"o'brien.example\"]" }),
  )
  const onMac = readMacosProxy(macos('  HTTPSEnable : 1\n  HTTPSPort : 3128\n  HTTPSProxy : proxy.contoso.example\n'))
  const onWindows = readWindowsProxy(
    windows(
      '    ProxyEnable    REG_DWORD    0x1\r\n    ProxyServer    REG_SZ    p:1\r\n    ProxyOverride    REG_SZ    *.dynamics.com;hunter.*.example;<local>\r\n',
    ),
  )
  it.each([
    ['GNOME', onGnome, 'crm.corp.example', true],
    ['GNOME', onGnome, 'corp.example', true],
    ['GNOME', onGnome, 'evilcorp.example', false],
    ['GNOME', onGnome, "o'brien.example", true],
    ['GNOME', onGnome, 'contoso.crm4.dynamics.com', false],
    ['macOS', onMac, 'Hunter', true],
    ['macOS', onMac, 'a.corp.example', true],
    ['macOS', onMac, 'contoso.crm4.dynamics.com', false],
    ['Windows', onWindows, 'Contoso.CRM4.dynamics.com', true],
    ['Windows', onWindows, 'dynamics.com', false],
    ['Windows', onWindows, 'contoso.crm4.dynamics.com.evil.example', false],
    ['Windows', onWindows, 'hunter.eu.example', true],
    ['Windows', onWindows, 'intranet', true],
    ['Windows', onWindows, 'login.microsoftonline.com', false],
  ] as const)('%s: %#, %s', (_desktop, proxy, host, isDirect) => {
    expect(proxy.mode === 'manual' && isExcepted(host, proxy)).toBe(isDirect)
  })
})
