import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runCommandLine, type CommandRun } from '../../support/run-command-line.ts'
import { startSharedSandbox } from '../../support/shared-sandbox.ts'
import { makeCertificate, makePfx } from '../../support/test-certificates.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

let folder: TempDir
beforeEach(() => {
  folder = makeTempDir()
})
afterEach(() => folder.remove())

const run = (...args: readonly string[]): Promise<CommandRun> =>
  runCommandLine([...args, '--json'], { dataDir: join(folder.path, 'data') })

const add = (name: string, { stdin = '' } = {}, ...more: readonly string[]) =>
  runCommandLine(
    [
      ...['tenant', 'add', '--name', name, '--environment', 'DEV', '--base-url', 'https://contoso.crm4.dynamics.com'],
      ...['--tenant-id', '99999999-8888-4777-8666-555555555555', '--client-id', '11111111-2222-4333-8444-555555555555'],
      ...[...more, '--json'],
    ],
    { dataDir: join(folder.path, 'data'), stdin },
  )

it('names, copies, orders and carries tenants, and packs a bundle beside it all', async () => {
  await add('First')
  expect((await run('tenant', 'rename', 'First', 'Contoso DEV')).json()).toMatchObject({ name: 'Contoso DEV' })
  const copy = ['--name', 'Contoso TEST', '--environment', 'TEST', '--base-url', 'https://test.crm4.dynamics.com']
  expect((await run('tenant', 'duplicate', 'Contoso DEV', ...copy)).json()).toMatchObject({ environment: 'TEST' })
  const ordered = (await run('tenant', 'order', 'Contoso TEST', '--before', 'Contoso DEV')).json()
  expect((ordered as { tenants: { name: string }[] }).tenants.slice(1).map(({ name }) => name)).toEqual([
    'Contoso TEST',
    'Contoso DEV',
  ])

  const file = join(folder.path, 'tenant.json')
  expect((await run('tenant', 'export', file, 'Contoso DEV')).json()).toEqual({ file })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ version: 1, tenant: { name: 'Contoso DEV' } })
  expect(await run('tenant', 'import', file)).toMatchObject({ code: 2 })
  expect((await run('tenant', 'import', file, '--name', 'Carried')).json()).toMatchObject({ name: 'Carried' })
  expect((await run('tenant', 'unlocks', 'Carried')).json()).toEqual({ unlocks: [] })

  const bundle = join(folder.path, 'support.zip')
  expect((await run('bundle', '--out', bundle)).json()).toMatchObject({ file: bundle })
  expect(existsSync(bundle)).toBe(true)
})

it('takes a certificate in the place of a secret, its password on standard input, and says that an unlock is given to each command', async (context) => {
  const mine = makeCertificate({ commonName: 'Hunter-D365-Integration' })
  const [pfx, text] = [join(folder.path, 'mine.pfx'), join(folder.path, 'notes.txt')]
  writeFileSync(pfx, Buffer.from(makePfx(mine, 'let me in'), 'base64'))
  writeFileSync(text, 'no certificate at all')
  const withFile = (file: string, stdin: string) => add('Contoso', { stdin }, '--certificate', file, '--secret-stdin')
  const refused = (words: string) => ({ code: 2, stdout: expect.stringContaining(words) as string })
  expect(await withFile(text, 'x')).toMatchObject(refused('holds no certificate'))
  expect(await withFile(pfx, 'wrong')).toMatchObject(refused('password'))
  const added = await withFile(pfx, 'let me in')
  if (added.stdout.includes('keychain_unavailable')) context.skip('no keychain on this machine')
  expect([added.code, added.json()]).toMatchObject([0, { credential: 'certificate', secretState: 'keychain' }])
  expect(await run('tenant', 'unlock', 'Contoso')).toMatchObject(refused('--unlock'))
  expect(await run('tenant', 'remove', 'Contoso')).toMatchObject({ code: 0 })
})

it('goes the way to the sandbox hop by hop', async () => {
  await using sandbox = await startSharedSandbox()
  const traced = await run('tenant', 'test', 'sandbox', '--hops', '--sandbox', sandbox.env.HUNTER_CONSOLE_SANDBOX)
  expect(traced).toMatchObject({ code: 0 })
  expect(traced.json()).toMatchObject({ failedAt: null, hops: [{ hop: 'dns', status: 'passed' }, {}, {}, {}, {}, {}] })
})
