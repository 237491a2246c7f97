import { hopAt, NO_PROXY, type DesktopProxy } from './desktop-proxy.ts'

/**
 * Windows' settings of the user, as `reg query "HKCU\…\Internet Settings"` prints them: name, type and value per line. `ProxyServer` is one
 * `host:port` for everything or one per scheme (`http=a:1;https=b:2`). Automatic detection without an address lies in a binary value that is not read.
 * Source: Microsoft Learn, "WinINet, Enabling Internet Functionality" (proxy strings); the value names are those of the Internet Settings key (unconfirmed).
 */
export function readWindowsProxy(text: string): DesktopProxy {
  const value = valuesIn(text)
  if (value('AutoConfigURL') !== '') return { mode: 'script', url: value('AutoConfigURL') }
  if (Number(value('ProxyEnable')) !== 1 || value('ProxyServer') === '') return NO_PROXY
  const except = value('ProxyOverride')
    .split(';')
    .map((one) => one.trim())
  return {
    mode: 'manual',
    hop: hopIn(value('ProxyServer')),
    except: except.filter((one) => one !== '' && one !== '<local>'),
    isLocalDirect: except.includes('<local>'),
  }
}

/** A value by name, '' where it is not there. The key's own come first; those of keys below it follow after a blank line. */
function valuesIn(text: string): (name: string) => string {
  const [own = ''] = text.trim().split(/\r?\n\s*\r?\n/)
  const lines = own.matchAll(/^\s+(\S+)\s+REG_(?:SZ|EXPAND_SZ|DWORD)\s+(.*?)\s*$/gm)
  const values = new Map([...lines].map(([, name = '', value = '']) => [name, value]))
  return (name) => values.get(name) ?? ''
}

function hopIn(server: string): ReturnType<typeof hopAt> {
  const entries = server.split(';').map((one) => one.trim())
  const address =
    entries.find((one) => one.startsWith('https='))?.slice('https='.length) ?? entries.find((one) => !one.includes('='))
  const found = /^(?:https?:\/\/)?([^:/]+):(\d+)\/?$/.exec(address ?? '')
  return hopAt(found?.[1], found?.[2])
}
