import type { Migration } from './migration.ts'

const LISTED = 'WHERE owner_run_id IS NULL'
const NAME = `nullif(name_folded, '')`

/** The list of leads is paged by these: every order in both directions with nulls at the end, the counts by status, the newest syncs. */
export const leadListIndexes: Migration = {
  version: 8,
  name: 'lead list indexes',
  migrate: (db) => {
    db.exec(`
      CREATE INDEX leads_by_priority ON leads (priority_score IS NULL, priority_score, domain) ${LISTED};
      CREATE INDEX leads_by_priority_down ON leads (priority_score, domain) ${LISTED};
      CREATE INDEX leads_by_score ON leads (readiness_score IS NULL, readiness_score, domain) ${LISTED};
      CREATE INDEX leads_by_score_down ON leads (readiness_score, domain) ${LISTED};
      CREATE INDEX leads_by_name ON leads (${NAME} IS NULL, ${NAME}, domain) ${LISTED};
      CREATE INDEX leads_by_name_down ON leads (${NAME}, domain) ${LISTED};
      CREATE INDEX leads_for_search ON leads (domain, name_folded) ${LISTED};
      CREATE INDEX sync_states_by_status ON sync_states (tenant_id, organization_id, status, domain);
      CREATE INDEX sync_states_by_time ON sync_states (tenant_id, organization_id, last_at, domain);`)
  },
}
