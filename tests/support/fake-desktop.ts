import { chmodSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { makeTempDir } from './temp-dir.ts'

export interface FakeDesktop extends Disposable {
  /** For the environment of a process that shall see this desktop (Linux). */
  readonly env: { readonly PATH: string }
}

/** A GNOME whose settings say this of proxies; without settings, as it is installed. A test's outcome must not hang on the desktop it runs on. */
export function makeFakeDesktop(settings: Readonly<Record<string, string>> = {}): FakeDesktop {
  const folder = makeTempDir('hunter-desktop-')
  const said = { ' mode': "'none'", ' autoconfig-url': "''", ' ignore-hosts': "['localhost']", ...settings }
  const lines = Object.entries(said).map(([key, value]) => `org.gnome.system.proxy${key} ${value}`)
  const program = join(folder.path, 'gsettings')
  writeFileSync(program, `#!/bin/sh\ncat <<'END'\n${lines.join('\n')}\nEND\n`)
  chmodSync(program, 0o755)
  return {
    env: { PATH: `${folder.path}${delimiter}${process.env['PATH'] ?? ''}` },
    [Symbol.dispose]: () => folder.remove(),
  }
}
