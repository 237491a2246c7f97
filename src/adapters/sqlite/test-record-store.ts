import type Database from 'better-sqlite3'
import type { RunStore, TestRecord } from '../../core/ports/stores.ts'

interface TestRecordRow {
  readonly d365_lead_id: string
  readonly run_id: string
  readonly tenant_id: string
  readonly organization_id: string
  readonly domain: string
  readonly created_at: string
  readonly deleted_at: string | null
}

const SAVE = `
INSERT INTO test_records (d365_lead_id, run_id, tenant_id, organization_id, domain, created_at, deleted_at)
VALUES (@d365LeadId, @runId, @tenantId, @organizationId, @domain, @createdAt, @deletedAt)
ON CONFLICT (d365_lead_id) DO UPDATE SET
  run_id = excluded.run_id, tenant_id = excluded.tenant_id, organization_id = excluded.organization_id,
  domain = excluded.domain, created_at = excluded.created_at, deleted_at = excluded.deleted_at
`

const LIST = `
SELECT * FROM test_records
WHERE (@runId IS NULL OR run_id = @runId) AND (@isOpen IS NULL OR (deleted_at IS NULL) = @isOpen)
ORDER BY created_at, d365_lead_id
`

/** What scenario runs created in D365, oldest first, so that exactly that is deleted. */
export function createTestRecordStore(
  db: Database.Database,
): Pick<RunStore, 'saveTestRecord' | 'markTestRecordDeleted' | 'testRecords'> {
  const save = db.prepare<[TestRecord]>(SAVE)
  const markDeleted = db.prepare<[string, string]>('UPDATE test_records SET deleted_at = ? WHERE d365_lead_id = ?')
  const list = db.prepare<[{ runId: string | null; isOpen: number | null }], TestRecordRow>(LIST)
  return {
    saveTestRecord: (record) => void save.run(record),
    markTestRecordDeleted: (d365LeadId, at) => void markDeleted.run(at, d365LeadId),
    testRecords: ({ runId = null, open }) =>
      list.all({ runId, isOpen: open === undefined ? null : open ? 1 : 0 }).map(toTestRecord),
  }
}

const toTestRecord = (row: TestRecordRow): TestRecord => ({
  runId: row.run_id,
  tenantId: row.tenant_id,
  organizationId: row.organization_id,
  d365LeadId: row.d365_lead_id,
  domain: row.domain,
  createdAt: row.created_at,
  deletedAt: row.deleted_at,
})
