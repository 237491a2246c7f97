import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { aNewTenant } from '../../support/builders.ts'
import { startHarness, type Harness } from '../../support/core-harness.ts'

const SECRET = 'canary~Q8secret-of-contoso-1234'
const ABOUT = { node: '24.0.0', dataDirectory: '/somewhere' }

let harness: Harness
let file: string
beforeEach(async () => {
  harness = await startHarness()
  file = path.join(harness.dataDir, 'support.zip')
  mkdirSync(harness.directory.logs, { recursive: true })
})
afterEach(() => harness.close())

const log = (text: string) => writeFileSync(path.join(harness.directory.logs, 'console.jsonl'), text)
const unpack = () =>
  Object.fromEntries(Object.entries(unzipSync(readFileSync(file))).map(([name, bytes]) => [name, strFromU8(bytes)]))

it('holds log, profiles, versions, and the last failures with times and both request ids', async () => {
  const { core, data } = harness
  log('{"level":"info","message":"mail to jane.doe@contoso.com"}\n')
  data.activity.append({
    at: '2026-01-02T03:04:05.000Z',
    name: 'd365_push_failed',
    level: 'error',
    tenantId: harness.tenant.id,
    runId: null,
    domain: 'acme.example',
    leadId: null,
    d365LeadId: null,
    clientRequestId: 'client-1',
    serviceRequestIds: ['service-1'],
    message: 'D365 answered 503.',
    detail: {},
  })
  const written = await core.support.bundle(file, ABOUT)
  expect(written).toMatchObject({ ok: true, value: { file } })
  const parts = unpack()
  expect(Object.keys(parts).sort()).toEqual(['about.json', 'failures.json', 'logs/console.jsonl', 'tenants.json'])
  expect(JSON.parse(parts['failures.json'] ?? '')).toMatchObject([
    { at: '2026-01-02T03:04:05.000Z', clientRequestId: 'client-1', serviceRequestIds: ['service-1'] },
  ])
  expect(JSON.parse(parts['about.json'] ?? '')).toMatchObject({ ...ABOUT, version: '0.1.0' })
  expect(JSON.parse(parts['tenants.json'] ?? '')).toMatchObject([{ kind: 'sandbox' }])
  expect(parts['logs/console.jsonl']).not.toContain('jane.doe')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
})

it.each([
  ['raw', SECRET],
  ['as base64 within a longer text', Buffer.from(`user:${SECRET}:end`).toString('base64')],
  ['URL-encoded', encodeURIComponent(SECRET)],
])('is not written when the log holds a live secret %s, though this process never used it', async (_how, form) => {
  const added = await harness.core.tenants.add(aNewTenant(), SECRET)
  if (!added.ok) throw new Error('not added')
  log(`{"message":"${form}"}\n`)
  expect(await harness.core.support.bundle(file, ABOUT)).toMatchObject({
    ok: false,
    failure: { reason: 'bundle_holds_secret', message: expect.stringContaining('logs/console.jsonl') as string },
  })
  expect(existsSync(file)).toBe(false)
})

it('takes at most 5 MiB of log, the newest, from a whole line on', async () => {
  const line = `{"message":"${'x'.repeat(1_000)}"}\n`
  log(line.repeat(4_000))
  writeFileSync(path.join(harness.directory.logs, 'console.1.jsonl'), line.repeat(4_000))
  expect(await harness.core.support.bundle(file, ABOUT)).toMatchObject({ ok: true })
  const parts = unpack()
  const older = parts['logs/console.1.jsonl'] ?? ''
  expect((parts['logs/console.jsonl'] ?? '').length + older.length).toBeLessThanOrEqual(5 * 1024 * 1024)
  expect(older.length % line.length).toBe(0)
  expect(older.length).toBeGreaterThan(0)
})

it('says so when the place cannot be written, and leaves nothing', async () => {
  writeFileSync(path.join(harness.dataDir, 'a-file'), '')
  const inside = path.join(harness.dataDir, 'a-file', 'support.zip')
  expect(await harness.core.support.bundle(inside, ABOUT)).toMatchObject({ failure: { kind: 'InvalidInput' } })
})
