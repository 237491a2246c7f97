import type { Migration } from './migration.ts'

/** The admin's own mapping profile, as a document of the tenant it belongs to. */
export const ownMapping: Migration = {
  version: 2,
  name: 'own mapping profile',
  migrate: (db) => {
    db.exec('ALTER TABLE tenants ADD COLUMN own_mapping TEXT CHECK (json_valid(own_mapping))')
  },
}
