import type { Migration } from './migration.ts'

/** How a tenant is reached, the public half of its certificate, and its place in the list (the order in which they were added until now). */
export const addTenantNetwork: Migration = {
  version: 9,
  name: 'add network, certificate and position to tenants',
  migrate: (db) => {
    db.exec(`
ALTER TABLE tenants ADD COLUMN certificate TEXT CHECK (json_valid(certificate));
ALTER TABLE tenants ADD COLUMN network TEXT NOT NULL DEFAULT '{"proxy":{"mode":"system"},"extraCa":null}' CHECK (json_valid(network));
ALTER TABLE tenants ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
UPDATE tenants SET position = (
  SELECT count(*) FROM tenants AS earlier WHERE (earlier.created_at, earlier.name) < (tenants.created_at, tenants.name)
);
`)
  },
}
