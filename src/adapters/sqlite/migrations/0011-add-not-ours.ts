import type { Migration } from './migration.ts'

/** Records that the admin said are not the lead. */
export const addNotOurs: Migration = {
  version: 11,
  name: 'add records that are not ours to sync states',
  migrate: (db) => {
    db.exec(`ALTER TABLE sync_states ADD COLUMN not_ours TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(not_ours))`)
  },
}
