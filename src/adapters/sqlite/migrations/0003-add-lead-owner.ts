import type { Migration } from './migration.ts'

/** Who owns the leads a push creates, per tenant; NULL = the application user. */
export const addLeadOwner: Migration = {
  version: 3,
  name: 'add the owner of new leads',
  migrate: (db) => db.exec('ALTER TABLE tenants ADD COLUMN owner TEXT CHECK (json_valid(owner))'),
}
