import type { Migration } from './migration.ts'

/**
 * Push runs as queues: what a run was asked for, how far it was written down, and what became of each lead. `position` is the order of sending;
 * `before_status` what a lead goes back to that never had its turn. A row without an outcome is not over.
 */
const PUSH_QUEUE = `
CREATE TABLE push_runs (
  run_id TEXT PRIMARY KEY NOT NULL REFERENCES runs (id) DEFERRABLE INITIALLY DEFERRED,
  selection TEXT NOT NULL CHECK (json_valid(selection)),
  filled_to TEXT NOT NULL,
  is_filled INTEGER NOT NULL CHECK (is_filled IN (0, 1)),
  is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
  is_cancelled INTEGER NOT NULL CHECK (is_cancelled IN (0, 1)),
  retries INTEGER NOT NULL,
  throttled_ms REAL NOT NULL,
  worked_ms REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE push_run_leads (
  run_id TEXT NOT NULL REFERENCES push_runs (run_id) DEFERRABLE INITIALLY DEFERRED,
  domain TEXT NOT NULL,
  position INTEGER NOT NULL,
  before_status TEXT,
  outcome TEXT,
  status TEXT,
  reason TEXT,
  d365_lead_id TEXT,
  PRIMARY KEY (run_id, domain)
) STRICT, WITHOUT ROWID;
CREATE INDEX push_run_leads_to_do ON push_run_leads (run_id, position, domain) WHERE outcome IS NULL;
`

export const addPushQueue: Migration = {
  version: 7,
  name: 'add the push queue',
  migrate: (db) => db.exec(PUSH_QUEUE),
}
