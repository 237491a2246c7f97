import type Database from 'better-sqlite3'
import type { ReportStore } from '../../core/ports/stores.ts'
import { WrittenReportSchema, type WrittenReport } from '../../shared/model/report.ts'

interface ReportRow {
  readonly run_id: string
  readonly tenant_id: string
  readonly format: string
  readonly path: string
  readonly at: string
}

/** Which reports were written where, newest first. */
export function createReportStore(db: Database.Database): ReportStore {
  const save = db.prepare<[WrittenReport]>(
    'INSERT INTO reports (run_id, tenant_id, format, path, at) VALUES (@runId, @tenantId, @format, @path, @at)',
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
    path: row.path,
    at: row.at,
  })
