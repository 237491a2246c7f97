import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { writeTenantFile } from '../../../src/core/tenants/tenant-file.ts'
import { aTenant } from '../../support/builders.ts'
import { startCompanyNetwork, type CompanyNetwork } from '../../support/company-network.ts'
import { findText, formsOf } from '../../support/find-text.ts'
import { PLAYED_ORGANISATION } from '../../support/intercepting-proxy.ts'
import { runCommandLine } from '../../support/run-command-line.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'

/* One admin's day on a tenant of the cloud, by command line: the secret enters on standard input, tokens go over the wire, leads name people,
   servers repeat what they were sent, a process is killed. Afterwards every file is read. */

const ENTRY = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'index.ts')
const EMAIL = 'jane.canary@acme.example'
const PHONE = '+90 532 555 0199'
const LEADS = 40

let company: CompanyNetwork
let folder: TempDir
let printed = ''
beforeAll(async () => {
  company = await startCompanyNetwork()
  folder = makeTempDir()
  for (const name of ['data', 'tmp', 'out']) mkdirSync(join(folder.path, name))
})
afterAll(async () => {
  folder.remove()
  await company[Symbol.asyncDispose]()
})

const inFolder = (name: string): string => join(folder.path, name)
const surroundings = () => ({
  dataDir: inFolder('data'),
  env: { TMPDIR: inFolder('tmp') },
  stdin: company.sandbox.info.clientSecret,
})

async function run(...args: readonly string[]): Promise<number | null> {
  const { code, stdout, stderr } = await runCommandLine(args, surroundings())
  printed += stdout + stderr
  return code
}
const onTenant = (...args: readonly string[]): Promise<number | null> =>
  run(...args, '--tenant', 'Contoso', '--secret-stdin')

async function addTenant(): Promise<void> {
  const { tenantId: entraTenantId, clientId } = company.sandbox.info
  const extraCa = { fileName: 'company.pem', pem: company.proxy.authority.certPem }
  const network = { proxy: { mode: 'manual' as const, url: company.proxy.url, user: null }, extraCa }
  const profile = inFolder('contoso.json')
  writeFileSync(profile, writeTenantFile(aTenant({ entraTenantId, clientId, baseUrl: PLAYED_ORGANISATION, network })))
  expect(await run('tenant', 'import', profile, '--name', 'Contoso')).toBe(0)
  expect(await run('tenant', 'enable', 'Contoso')).toBe(0)
  expect(await run('tenant', 'test', 'Contoso', '--secret-stdin')).toBe(0)
}

/** Every lead of the file names a person; the file itself is the admin's and is not looked at afterwards. */
async function importLeads(): Promise<void> {
  using elsewhere = makeTempDir()
  const file = join(elsewhere.path, 'leads.csv')
  const rows = Array.from(
    { length: LEADS },
    (_, at) => `n${String(at)}.example,Acme ${String(at)},${EMAIL},call ${PHONE}`,
  )
  writeFileSync(file, ['domain,company_name,contact_email,reason', ...rows].join('\n'))
  expect(await run('leads', 'import', file)).toBe(0)
}

/** What a server says of a request may hold all that was in it. */
async function pushThroughTrouble(): Promise<void> {
  const { control, info } = company.sandbox
  const [token = ''] = company.proxy.bearers
  const message = `bad request: client_secret=${info.clientSecret} Bearer ${token} ${EMAIL} ${PHONE}`
  const refusal = control.addFault({
    match: { pathPattern: 'leads|batch' },
    fault: { kind: 'status', status: 400, message },
  })
  expect(await onTenant('push', '--all')).toBe(1)
  expect(control.clearFaults(refusal.id)).toBe(1)
  control.addFault({ match: { pathPattern: '/token' }, fault: { kind: 'status', status: 500, message } })
  expect(await onTenant('tenant', 'test')).toBe(4)
  control.clearFaults()
}

async function killAPush(): Promise<void> {
  const { dataDir, env, stdin } = surroundings()
  const { control } = company.sandbox
  control.addFault({ match: { pathPattern: 'leads|batch' }, fault: { kind: 'silence' } })
  const child = spawn(
    process.execPath,
    [ENTRY, 'push', '--all', '--tenant', 'Contoso', '--secret-stdin', '--data-dir', dataDir],
    { env: { ...process.env, ...env }, stdio: ['pipe', 'ignore', 'ignore'] },
  )
  child.stdin.end(stdin)
  await vi.waitFor(() => expect(control.listFaults()[0]?.injected).toBeGreaterThan(0), { timeout: 20_000 })
  child.kill('SIGKILL')
  await once(child, 'exit')
  control.clearFaults()
}

describe('after a day of work, errors and a crash', () => {
  beforeAll(async () => {
    await addTenant()
    await importLeads()
    await onTenant('runbook', '--out', inFolder('out'))
    await pushThroughTrouble()
    await killAPush()
    await onTenant('push', '--all')
    await run('tenant', 'test', 'Contoso')
    await onTenant('gate', 'decide', '--decision', 'NO-GO', '--reason', 'Rehearsal.', '--note-in-d365')
    await run('gate', 'export', inFolder('out/log'))
    await run('bundle', '--out', inFolder('out/support.zip'))
    await run('backup', inFolder('out/backup.sqlite'))
    await run('tenant', 'export', inFolder('out/contoso.json'), 'Contoso')
    await run('tenant', 'export-env', 'Contoso')
  }, 180_000)

  it('no file and no line on the screen holds the secret or a token, in any form (S10)', { timeout: 60_000 }, () => {
    const secrets = [company.sandbox.info.clientSecret, ...company.proxy.bearers]
    expect(secrets.length).toBeGreaterThan(3)
    expect(secrets.flatMap((secret) => findText(folder.path, secret).found)).toEqual([])
    const onScreen = secrets
      .flatMap((secret) => [...formsOf(secret).values()])
      .filter((form) => printed.includes(form.toString()))
    expect(onScreen).toEqual([])
    // The search reads the files that there are: what is no secret is found.
    const { found, files } = findText(folder.path, company.sandbox.info.clientId)
    expect(files).toBeGreaterThan(15)
    expect(new Set(found.map((where) => where.replace(/.*\.(\w+) \(.*/, '$1')))).toEqual(
      new Set(['json', 'jsonl', 'sqlite']),
    )
  })

  it('the log names no person (S22)', () => {
    const logs = readdirSync(inFolder('data/logs')).map((name) => readFileSync(inFolder(`data/logs/${name}`), 'utf8'))
    expect(logs.join('').length).toBeGreaterThan(0)
    for (const personal of [EMAIL, PHONE, '5550199', 'jane.canary']) {
      expect(findText(inFolder('data/logs'), personal).found).toEqual([])
    }
  })
})
