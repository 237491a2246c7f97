import type { Migration } from './migration.ts'

/** The console somebody looked at when they confirmed a line; NULL for what was confirmed before. */
export const addAttestationVersion: Migration = {
  version: 12,
  name: 'add the console’s version to attestations',
  migrate: (db) => {
    db.exec('ALTER TABLE attestations ADD COLUMN app_version TEXT')
  },
}
