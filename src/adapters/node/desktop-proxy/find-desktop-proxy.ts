import { execFile } from 'node:child_process'
import type { DesktopProxy } from './desktop-proxy.ts'
import { readGnomeProxy } from './read-gnome-proxy.ts'
import { readMacosProxy } from './read-macos-proxy.ts'
import { readWindowsProxy } from './read-windows-proxy.ts'

export interface NamedDesktopProxy {
  readonly desktop: string
  readonly proxy: DesktopProxy
}

interface Reader {
  readonly desktop: string
  readonly command: readonly [program: string, ...args: string[]]
  readonly read: (text: string) => DesktopProxy
}

const READERS: Partial<Readonly<Record<NodeJS.Platform, Reader>>> = {
  linux: {
    desktop: 'GNOME',
    command: ['gsettings', 'list-recursively', 'org.gnome.system.proxy'],
    read: readGnomeProxy,
  },
  darwin: { desktop: 'macOS', command: ['scutil', '--proxy'], read: readMacosProxy },
  win32: {
    desktop: 'Windows',
    command: ['reg', 'query', String.raw`HKCU\Software\Microsoft\Windows\CurrentVersion\Internet Settings`],
    read: readWindowsProxy,
  },
}

/** A desktop that does not answer is none. */
const PATIENCE_MS = 3_000

/** What the desktop of this machine says; null where there is none whose settings are known (a server, another desktop). Never rejects. */
export async function findDesktopProxy(
  platform: NodeJS.Platform = process.platform,
): Promise<NamedDesktopProxy | null> {
  const reader = READERS[platform]
  if (reader === undefined) return null
  const [program, ...args] = reader.command
  const text = await new Promise<string | null>((resolve) => {
    execFile(program, args, { timeout: PATIENCE_MS, windowsHide: true }, (error, stdout) =>
      resolve(error === null ? stdout : null),
    )
  })
  return text === null ? null : { desktop: reader.desktop, proxy: reader.read(text) }
}
