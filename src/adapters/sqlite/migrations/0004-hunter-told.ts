import type { Migration } from './migration.ts'

/** Which D365 ids have left in a file for Hunter; `domain` has no foreign key, so that it outlives the lead. */
export const hunterTold: Migration = {
  version: 4,
  name: 'ids told to Hunter',
  migrate: (db) => {
    db.exec(`
      CREATE TABLE hunter_told (
        tenant_id TEXT NOT NULL REFERENCES tenants (id) DEFERRABLE INITIALLY DEFERRED,
        organization_id TEXT NOT NULL,
        domain TEXT NOT NULL,
        d365_lead_id TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (tenant_id, organization_id, domain)
      ) STRICT, WITHOUT ROWID`)
  },
}
