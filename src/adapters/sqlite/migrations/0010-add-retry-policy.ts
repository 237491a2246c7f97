import type { Migration } from './migration.ts'

/** How often a tenant's pushes try again; three times until somebody decides otherwise, as before. */
export const addRetryPolicy: Migration = {
  version: 10,
  name: 'add retry policy',
  migrate: (db) => {
    db.exec('ALTER TABLE tenants ADD COLUMN max_retries INTEGER NOT NULL DEFAULT 3')
  },
}
