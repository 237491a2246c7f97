import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { readSetupState } from '../support/launch-app.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const root = join(import.meta.dirname, '../..')

/** Starts the console as a desktop entry would and waits for its end; a console that goes on is ended after a while and has no exit code. */
async function start(dataDir: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const { executable } = readSetupState().electron
  const child = spawn(executable, args, {
    env: { ...process.env, HUNTER_CONSOLE_DATA: dataDir, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 30_000,
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  return { code, said }
}

const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

const CASES = [
  {
    what: '--ignore-certificate-errors',
    where: 'before the program',
    args: [...asRoot, '--ignore-certificate-errors', root],
  },
  {
    what: '--ignore-certificate-errors',
    where: 'after the program',
    args: [...asRoot, root, '--ignore-certificate-errors'],
  },
  {
    what: '--ignore-certificate-errors-spki-list',
    where: 'with a value',
    args: [...asRoot, root, '--ignore-certificate-errors-spki-list=AAAA'],
  },
  { what: 'NODE_TLS_REJECT_UNAUTHORIZED', where: 'in the environment', args: [...asRoot, root] },
]

for (const { what, where, args } of CASES) {
  test(`the window does not open with ${what} ${where}`, async () => {
    using folder = makeTempDir()
    const dataDir = join(folder.path, 'data')
    const env = what.startsWith('--') ? {} : { [what]: '0' }
    const { code, said } = await start(dataDir, args, env)
    expect(code).toBe(2)
    expect(said).toContain(what)
    expect(existsSync(dataDir)).toBe(false)
  })
}
