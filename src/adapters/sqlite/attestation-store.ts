import type Database from 'better-sqlite3'
import type { AttestationStore } from '../../core/ports/stores.ts'
import { AttestationSchema, type Attestation } from '../../shared/model/gate.ts'

interface AttestationRow {
  readonly runbook_row: string
  readonly tenant_id: string
  readonly attested_by: string
  readonly note: string
  readonly at: string
  readonly app_version: string | null
}

const NEWEST_PER_ROW = `
SELECT * FROM attestations
WHERE sequence IN (SELECT max(sequence) FROM attestations WHERE tenant_id = ? GROUP BY runbook_row)
ORDER BY runbook_row
`

/** What the admin confirmed. Earlier attestations of a row stay in the table. */
export function createAttestationStore(db: Database.Database): AttestationStore {
  const save = db.prepare<[Attestation]>(
    'INSERT INTO attestations (runbook_row, tenant_id, attested_by, note, at, app_version) VALUES (@row, @tenantId, @by, @note, @at, @appVersion)',
  )
  const newest = db.prepare<[string], AttestationRow>(NEWEST_PER_ROW)
  return {
    save: (attestation) => void save.run(attestation),
    listFor: (tenantId) => newest.all(tenantId).map(toAttestation),
  }
}

const toAttestation = (row: AttestationRow): Attestation =>
  AttestationSchema.parse({
    row: row.runbook_row,
    tenantId: row.tenant_id,
    by: row.attested_by,
    note: row.note,
    at: row.at,
    appVersion: row.app_version,
  })
