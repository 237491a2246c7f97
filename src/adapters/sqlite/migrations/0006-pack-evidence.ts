import { deflateSync } from 'node:zlib'
import type { Migration } from './migration.ts'

const PACKED = `
CREATE TABLE evidence (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  run_id TEXT NOT NULL REFERENCES runs (id) DEFERRABLE INITIALLY DEFERRED,
  step TEXT NOT NULL,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  title TEXT NOT NULL,
  body BLOB NOT NULL
) STRICT;
CREATE INDEX evidence_by_run ON evidence (run_id, sequence);
CREATE INDEX evidence_by_time ON evidence (at);
`

/** Bodies of evidence become zlib streams of their JSON. */
export const packEvidence: Migration = {
  version: 6,
  name: 'pack evidence',
  migrate: (db) => {
    db.function('pack_json', { deterministic: true }, (text: unknown) => deflateSync(Buffer.from(String(text), 'utf8')))
    db.exec('DROP INDEX evidence_by_run; ALTER TABLE evidence RENAME TO evidence_before;')
    db.exec(PACKED)
    db.exec(`
      INSERT INTO evidence (sequence, id, run_id, step, kind, at, title, body)
      SELECT sequence, id, run_id, step, kind, at, title, pack_json(body) FROM evidence_before ORDER BY sequence;
      DROP TABLE evidence_before;
    `)
  },
}
