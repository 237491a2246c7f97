import type Database from 'better-sqlite3'
import type { ReportStore } from '../../core/ports/stores.ts'
import { WrittenReportSchema, type WrittenReport } from '../../shared/model/report.ts'

interface ReportRow {
  readonly run_id: string
  readonly tenant_id: string
  readonly format: string
  readonly path: string
  readonly language: string | null
  readonly digest: string | null
  readonly bytes: number | null
  readonly at: string
}

/** Which reports were written where, newest first. */
export function createReportStore(db: Database.Database): ReportStore {
  const save = db.prepare<[WrittenReport]>(
    `INSERT INTO reports (run_id, tenant_id, format, language, path, digest, bytes, at)
     VALUES (@runId, @tenantId, @format, @language, @path, @digest, @bytes, @at)`,
  )
  const list = db.prepare<[string], ReportRow>('SELECT * FROM reports WHERE tenant_id = ? ORDER BY sequence DESC')
  return {
    save: (report) => void save.run(report),
    list: (tenantId) => list.all(tenantId).map(toReport),
  }
}

const toReport = (row: ReportRow): WrittenReport =>
  WrittenReportSchema.parse({
    runId: row.run_id,
    tenantId: row.tenant_id,
    format: row.format,
    language: row.language,
    path: row.path,
    digest: row.digest,
    bytes: row.bytes,
    at: row.at,
  })
