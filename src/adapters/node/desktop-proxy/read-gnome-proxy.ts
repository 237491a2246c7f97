import { hopAt, NO_PROXY, type DesktopProxy } from './desktop-proxy.ts'

/**
 * GNOME's settings, as `gsettings list-recursively org.gnome.system.proxy` prints them: schema, key and a GVariant in text form per line.
 * Source: gsettings-desktop-schemas, org.gnome.system.proxy; GLib documentation, "GSimpleProxyResolver" (a name stands for its subdomains too).
 */
export function readGnomeProxy(text: string): DesktopProxy {
  const raw = valuesIn(text)
  const word = (key: string): string => wordsIn(raw(key))[0] ?? ''
  const mode = word('/mode')
  if (mode === 'auto') return { mode: 'script', url: word('/autoconfig-url') || null }
  if (mode !== 'manual') return NO_PROXY
  const hop = hopAt(word('https/host'), raw('https/port')) ?? hopAt(word('http/host'), raw('http/port'))
  const user = raw('http/use-authentication') === 'true' ? word('http/authentication-user') : ''
  const login = user === '' ? {} : { user, password: word('http/authentication-password') }
  return {
    mode: 'manual',
    hop: hop === null ? null : { ...hop, ...login },
    except: wordsIn(raw('/ignore-hosts')).flatMap(globsOf),
    isLocalDirect: false,
  }
}

/** A value by `child/key`; '' where it is not there. */
function valuesIn(text: string): (key: string) => string {
  const lines = text.matchAll(/^org\.gnome\.system\.proxy(?:\.([a-z]+))? (\S+) (.+?)\r?$/gm)
  const values = new Map([...lines].map(([, child = '', key = '', value = '']) => [`${child}/${key}`, value]))
  return (key) => values.get(key) ?? ''
}

/** The quoted words of a GVariant: `'one'` or `['one', "o'two"]`. */
const wordsIn = (value: string): readonly string[] =>
  [...value.matchAll(/'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"/g)].map((found) =>
    (found[1] ?? found[2] ?? '').replace(/\\(.)/g, '$1'),
  )

function globsOf(name: string): readonly string[] {
  const bare = name.replace(/^\*?\./, '')
  return [bare, `*.${bare}`]
}
