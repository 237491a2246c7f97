import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedLocalData } from '../../../src/adapters/sqlite/local-data.ts'
import { ACME_LEAD_ID, aLead, aScope, aSyncState, aTenant, RUN_ID, TENANT_ID } from '../../support/builders.ts'
import { makeTempDir, type TempDir } from '../../support/temp-dir.ts'
import { openWithLead } from './fixtures.ts'

/* The runbook's statements, word for word (C.1 step 3, C.3 step 1), with the test domain put in as it says. */
const SELECT = (domain: string) => `SELECT d365_lead_id, d365_sync_status, d365_sync_last_at
FROM companies
WHERE domain = '${domain}';`
const UPDATE = (domain: string) => `UPDATE companies
SET d365_lead_id = '00000000-0000-0000-0000-000000000000',
    d365_sync_status = 'synced'
WHERE domain = '${domain}';`

/** The sqlite3 program, else another process with the library: a shell either way, as far as the database can tell. */
const hasSqlite3 = (() => {
  try {
    execFileSync('sqlite3', ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()
const IN_LIBRARY = `
import Database from 'better-sqlite3'
const db = new Database(process.argv[1], { timeout: 2000 })
const statement = db.prepare(process.argv[2])
if (statement.reader) for (const row of statement.raw().all()) console.log(row.map((value) => value ?? '').join('|'))
else statement.run()
`

const run = promisify(execFile)
const shell = async (file: string, sql: string): Promise<string> => {
  const { stdout } = hasSqlite3
    ? await run('sqlite3', [file, sql])
    : await run(process.execPath, ['--input-type=module', '-e', IN_LIBRARY, file, sql], { cwd: import.meta.dirname })
  return stdout.trim()
}

const DOMAIN = aLead().domain
let dir: TempDir
let file: string
let data: OpenedLocalData

beforeEach(() => {
  dir = makeTempDir()
  file = path.join(dir.path, 'console.sqlite')
  data = openWithLead(file)
})
afterEach(() => {
  data.close()
  dir.remove()
})

describe('a shell beside the running console', () => {
  it("reads what the console stored with the runbook's SELECT", async () => {
    expect(await shell(file, SELECT(DOMAIN))).toBe('|pending|')
    data.leads.saveSyncState(aScope(), DOMAIN, aSyncState())
    expect(await shell(file, SELECT(DOMAIN))).toBe(`${ACME_LEAD_ID}|synced|2026-03-01T12:00:00.000Z`)
  })

  it("plants the orphan with the runbook's UPDATE, and the console sees it", async () => {
    const noticed = new Promise<void>((resolve) => {
      data.watchExternalChanges(resolve, { intervalMs: 10 })
    })
    await shell(file, UPDATE(DOMAIN))
    await noticed
    expect(data.leads.syncState(aScope(), DOMAIN)).toMatchObject({
      status: 'synced',
      d365LeadId: '00000000-0000-0000-0000-000000000000',
    })
    expect(data.leads.companyRow(aScope(), DOMAIN)).toMatchObject({ d365_sync_status: 'synced' })
  })

  it('keeps what only the console knows: the generation used so far and the other tenants', async () => {
    const other = aTenant({ id: '0d9b1a52-6f0c-4a49-9f0e-2a7d1c3b8e09', name: 'other' })
    data.tenants.save(other)
    const elsewhere = aScope({ tenantId: other.id })
    data.leads.saveSyncState(elsewhere, DOMAIN, aSyncState({ status: 'error' }))
    data.leads.saveSyncState(aScope(), DOMAIN, aSyncState({ generation: 3, attemptCount: 7, warnings: ['differs'] }))
    await shell(file, UPDATE(DOMAIN))
    expect(data.leads.syncState(aScope(), DOMAIN)).toMatchObject({ generation: 3, attemptCount: 7, warnings: [] })
    expect(data.leads.syncState(elsewhere, DOMAIN)).toEqual(aSyncState({ status: 'error' }))
  })

  it('works on a test lead while it lives', async () => {
    const domain = 'c3-c3a0de11.hunter-test.invalid'
    data.leads.saveTestLead(aLead({ domain }), RUN_ID)
    await shell(file, UPDATE(domain))
    expect(await shell(file, SELECT(domain))).toBe('00000000-0000-0000-0000-000000000000|synced|')
  })

  it('sees the tenant that is active now, and its present organisation', async () => {
    data.leads.saveSyncState(aScope(), DOMAIN, aSyncState())
    data.tenants.save(aTenant({ organizationId: '11111111-2222-4333-8444-555555555555' }))
    expect(await shell(file, SELECT(DOMAIN))).toBe('|pending|')
  })

  it('shows the columns of Hunter, in its order and its forms', async () => {
    data.leads.saveAll([aLead({ hunterId: 42, companyName: null })])
    data.leads.saveSyncState(
      aScope(),
      DOMAIN,
      aSyncState({ status: 'error', error: 'Create failed: 400', lastAt: null }),
    )
    expect(await shell(file, `SELECT group_concat(name) FROM pragma_table_info('companies')`)).toBe(
      'id,canonical_name,domain,provider,tenant_size,country,contact_emails,contact_quality_score,linkedin_pattern,' +
        'updated_at,d365_lead_id,d365_sync_status,d365_sync_last_at,d365_sync_error,d365_sync_attempt_count',
    )
    const row = await shell(file, `SELECT id, canonical_name, contact_emails, d365_sync_error FROM companies`)
    expect(row).toBe(`42|${DOMAIN}|["info@acme.example"]|Create failed: 400`)
  })

  it.each([
    ['an unknown status', `d365_sync_status = 'done'`, /d365_sync_status is pending/],
    ['a time nobody can read', `d365_sync_last_at = 'yesterday'`, /d365_sync_last_at is a UTC time/],
    ['a column that an import owns', `canonical_name = 'Other'`, /Only the d365_ columns/],
  ])('is told why %s is not stored, and nothing is', async (_what, assignment, words) => {
    const update = `UPDATE companies SET d365_lead_id = 'x', ${assignment} WHERE domain = '${DOMAIN}'`
    await expect(shell(file, update)).rejects.toThrow(words)
    expect(data.leads.syncState(aScope(), DOMAIN).d365LeadId).toBeNull()
  })

  it('has times as people type them stored as the console reads them', async () => {
    await shell(file, `UPDATE companies SET d365_sync_last_at = '2025-01-30 12:34:56' WHERE domain = '${DOMAIN}'`)
    expect(data.leads.syncState(aScope(), DOMAIN).lastAt).toBe('2025-01-30T12:34:56.000Z')
  })

  it('cannot delete history', async () => {
    await expect(shell(file, 'DELETE FROM runs')).rejects.toThrow(/never deleted/)
    await expect(shell(file, 'DELETE FROM tenants')).rejects.toThrow(/archived, never deleted/)
    expect(data.runs.get(RUN_ID)).not.toBeNull()
    expect(data.tenants.get(TENANT_ID)).not.toBeNull()
  })
})

it('the console does not take its own writes for somebody else’s', async () => {
  let calls = 0
  const stop = data.watchExternalChanges(() => (calls += 1), { intervalMs: 5 })
  data.settings.set('theme', 'dark')
  // One change from outside ends the wait; it must be the only one that was noticed.
  const other = execFile(
    process.execPath,
    ['--input-type=module', '-e', IN_LIBRARY, file, "INSERT INTO settings VALUES ('a', 'b')"],
    {
      cwd: import.meta.dirname,
    },
  )
  await once(other, 'exit')
  await expect.poll(() => calls).toBe(1)
  data.settings.set('theme', 'light')
  stop()
  expect(calls).toBe(1)
})
