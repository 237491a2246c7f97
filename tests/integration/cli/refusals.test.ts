import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { prepareDataDirectory } from '../../../src/adapters/node/data-directory.ts'
import { systemClock } from '../../../src/adapters/node/system-clock.ts'
import { holdDirectory } from '../../../src/compose/hold-directory.ts'
import { findText } from '../../support/find-text.ts'
import { runCommandLine, type CommandRun } from '../../support/run-command-line.ts'
import { startSharedSandbox, type SharedSandbox } from '../../support/shared-sandbox.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

const WITHOUT_NAMES = new URL('../../support/without-names.mjs', import.meta.url).href
const CLIENT_ID = '11111111-2222-4333-8444-555555555555'
const ENTRA_TENANT = '99999999-8888-4777-8666-555555555555'
const CANARY = 'canary~Secret/of+DEV&"tenant"_7Q8~'

const addTenant = (name: string, baseUrl: string, environment = 'DEV'): readonly string[] => [
  ...['tenant', 'add', '--name', name, '--environment', environment, '--tenant-id', ENTRA_TENANT],
  ...['--client-id', CLIENT_ID, '--base-url', baseUrl, '--json'],
]

const errorOf = (run: CommandRun): { code: string; message: string; remedy: string } => {
  const document = run.json() as { error: { code: string; message: string; remedy: string } }
  expect(document.error.message).not.toBe('')
  expect(document.error.remedy).not.toBe('')
  return document.error
}

describe('what cannot run says in one document what happened and what to do', () => {
  let sandbox: SharedSandbox
  let wrongSecret: SharedSandbox
  let folder: TempDir
  beforeAll(async () => {
    sandbox = await startSharedSandbox()
    wrongSecret = await startSharedSandbox({ clientSecret: 'not-the-secret-of-this-sandbox' })
    folder = makeTempDir()
  })
  afterAll(async () => {
    await sandbox[Symbol.asyncDispose]()
    await wrongSecret[Symbol.asyncDispose]()
    folder.remove()
  })
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = sandbox.env, stdin = '') =>
    runCommandLine(args, { dataDir: join(folder.path, 'data'), env, stdin })

  it('exit 3 and AADSTS7000215 for a wrong secret', async () => {
    const tested = await run(['tenant', 'test', '--tenant', 'sandbox', '--json'], wrongSecret.env)
    expect(tested.code).toBe(3)
    expect(errorOf(tested).code).toBe('AADSTS7000215')
  })

  it('exit 2 for a tenant that does not exist', async () => {
    const checked = await run(['check', '--tenant', 'nobody', '--json'])
    expect(checked.code).toBe(2)
    expect(errorOf(checked).message).toContain('nobody')
  })

  it.each(['https://dynamics.example', 'http://org.crm4.dynamics.com', 'https://org.crm4.dynamics.com.evil.example'])(
    'exit 2 for the base URL %s, and nothing is kept',
    async (baseUrl) => {
      const added = await run(addTenant('elsewhere', baseUrl), sandbox.env, CANARY)
      expect(added.code).toBe(2)
      expect(errorOf(added).code).toBe('base_url_refused')
      expect((await run(['tenant', 'show', 'elsewhere', '--json'])).code).toBe(2)
    },
  )

  it('exit 4 when nothing answers where the sandbox was', async () => {
    await using closedPort = await startSharedSandbox({ baseUrl: 'https://127.0.0.1:9' })
    const tested = await run(['tenant', 'test', '--tenant', 'sandbox', '--json'], closedPort.env)
    expect(tested.code).toBe(4)
    expect(errorOf(tested).code).toBe('sandbox_unreachable')
    const checked = await run(['check', '--tenant', 'sandbox', '--json'], closedPort.env)
    expect(checked.code).toBe(4)
    expect(errorOf(checked).code).toBe('sandbox_unreachable')
  })

  it('exit 4 for a tenant of the public cloud where there is no network', async () => {
    const name = 'offline'
    const offline = { ...sandbox.env, NODE_OPTIONS: `--import=${WITHOUT_NAMES}` }
    expect((await run(addTenant(name, 'https://org.crm4.dynamics.com'))).code).toBe(0)
    const tested = await run(['tenant', 'test', '--tenant', name, '--secret-stdin', '--json'], offline, CANARY)
    expect(tested.code).toBe(4)
    expect(errorOf(tested).code).toBe('ENOTFOUND')
  })

  it('exit 2 with d365_disabled for a push to a new tenant, whose flag is off', async () => {
    expect((await run(addTenant('fresh', 'https://org.crm4.dynamics.com'))).code).toBe(0)
    await run(['leads', 'import', new URL('../../fixtures/hunter-export.csv', import.meta.url).pathname])
    const pushed = await run(['push', '--tenant', 'fresh', '--all', '--json'])
    expect(pushed.code).toBe(2)
    expect(errorOf(pushed).code).toBe('d365_disabled')
  })

  it('exit 2 for wrong usage', async () => {
    const wrong = await run(['push', '--tenant', 'sandbox', '--json'])
    expect(wrong.code).toBe(2)
    errorOf(wrong)
  })

  it('exit 2 naming the holder while another process has the data directory', async () => {
    const dataDir = join(folder.path, 'held')
    const { root } = prepareDataDirectory(dataDir)
    const held = holdDirectory({ directory: root, kind: 'window', clock: systemClock, nativeBinding: null })
    expect(held.ok).toBe(true)
    const refused = await runCommandLine(['check', '--tenant', 'sandbox', '--json'], { dataDir, env: sandbox.env })
    expect(refused.code).toBe(2)
    expect(errorOf(refused).code).toBe('directory_held')
    expect(errorOf(refused).message).toContain(String(process.pid))
    if (held.ok) held.value()
    expect((await runCommandLine(['check', '--tenant', 'sandbox', '--json'], { dataDir, env: sandbox.env })).code).toBe(
      0,
    )
  })

  it('answers whom the data directory is refused before anything heavy is loaded', async () => {
    const dataDir = join(folder.path, 'held-too')
    const { root } = prepareDataDirectory(dataDir)
    const hook = new URL('../../support/tell-libraries.mjs', import.meta.url).href
    const librariesOf = async (): Promise<readonly string[]> => {
      const file = join(folder.path, 'libraries.json')
      const env = { ...sandbox.env, NODE_OPTIONS: `--import ${hook}`, LIBRARIES_TO: file }
      await runCommandLine(['push', '--tenant', 'sandbox', '--all', '--json'], { dataDir, env })
      return JSON.parse(readFileSync(file, 'utf8')) as readonly string[]
    }
    const held = holdDirectory({ directory: root, kind: 'window', clock: systemClock, nativeBinding: null })
    const ofRefused = await librariesOf()
    if (held.ok) held.value()
    expect(ofRefused).toContain('better-sqlite3')
    expect(ofRefused).not.toEqual(expect.arrayContaining([expect.stringMatching(/^(?:axios|@azure\/.*)$/)]))
    expect(await librariesOf()).toEqual(expect.arrayContaining(['axios', '@azure/msal-node']))
  })

  it.each([
    ['an empty file', ''],
    ['a binary file', '\u0000\u0001\u0002PNG\u0000'],
    ['a file without the needed column', 'name,city\nAcme,Izmir\n'],
  ])('exit 2 for %s', async (_what, content) => {
    const file = join(folder.path, 'bad.csv')
    writeFileSync(file, content)
    const imported = await run(['leads', 'import', file, '--json'])
    expect(imported.code).toBe(2)
    errorOf(imported)
  })

  it('exit 1 for a file with bad lines: the good ones are in, each bad one has its line and reason', async () => {
    const file = join(folder.path, 'mixed.csv')
    const longLine = `b.example,${'x'.repeat(10 * 1024 * 1024)}`
    writeFileSync(file, `domain,company_name\ngood.example,Good\n${longLine}\n,No domain\nlast.example,"Last"\n`)
    const imported = await run(['leads', 'import', file, '--json'])
    const result = imported.json() as { imported: number; rejected: readonly { line: number; reason: string }[] }
    expect(imported.code).toBe(1)
    expect(result.imported).toBe(2)
    expect(result.rejected.map(({ line }) => line)).toEqual([3, 4])
  })

  it('a secret given on standard input lies nowhere under the data directory, whatever then fails', async () => {
    const dataDir = join(folder.path, 'canary')
    const options = { dataDir, env: sandbox.env, stdin: CANARY }
    // Kept by the keychain where there is one, refused as a whole where there is none.
    await runCommandLine([...addTenant('kept', 'https://org.crm4.dynamics.com'), '--secret-stdin'], options)
    expect(
      (await runCommandLine(addTenant('canary', 'https://org.crm4.dynamics.com'), { ...options, stdin: '' })).code,
    ).toBe(0)
    const tested = await runCommandLine(['tenant', 'test', '--tenant', 'canary', '--secret-stdin', '--json'], options)
    expect(tested.code).not.toBe(0)
    expect(findText(folder.path, CANARY).found).toEqual([])
    expect(findText(dataDir, 'canary').found).not.toEqual([])
    expect(tested.stdout + tested.stderr).not.toContain(CANARY)
  })
})
