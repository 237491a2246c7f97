import type Database from 'better-sqlite3'
import type { LeadStore, SyncScope } from '../../core/ports/stores.ts'

interface Told {
  readonly tenantId: string
  readonly organizationId: string
  readonly domain: string
  readonly d365LeadId: string
  readonly at: string
}

interface Counts {
  readonly pushed: number
  readonly exported: number
  readonly newest: string | null
}

/** A lead counts once D365 confirmed its id, also when a later push of it failed; test leads belong to their run. */
const COUNT = `
SELECT count(*) AS pushed, count(told.domain) AS exported,
  (SELECT max(at) FROM hunter_told WHERE tenant_id = @tenantId AND organization_id = @organizationId) AS newest
FROM sync_states AS state
JOIN leads ON leads.domain = state.domain AND leads.owner_run_id IS NULL
LEFT JOIN hunter_told AS told
  ON told.tenant_id = state.tenant_id AND told.organization_id = state.organization_id AND told.domain = state.domain
  AND told.d365_lead_id = state.d365_lead_id
WHERE state.tenant_id = @tenantId AND state.organization_id = @organizationId AND state.status IN ('synced', 'error', 'unknown')
  AND state.last_at IS NOT NULL
  AND state.d365_lead_id IS NOT NULL AND state.d365_lead_id <> '00000000-0000-0000-0000-000000000000'
`

/** Which ids have left in a file for Hunter. */
export function createWriteBackStore(db: Database.Database): Pick<LeadStore, 'saveTold' | 'writeBackState'> {
  const save = db.prepare<[Told]>(
    `INSERT INTO hunter_told (tenant_id, organization_id, domain, d365_lead_id, at)
     VALUES (@tenantId, @organizationId, @domain, @d365LeadId, @at)
     ON CONFLICT (tenant_id, organization_id, domain) DO UPDATE SET d365_lead_id = excluded.d365_lead_id, at = excluded.at`,
  )
  const count = db.prepare<[SyncScope], Counts>(COUNT)
  return {
    saveTold: db.transaction((scope: SyncScope, told: readonly Pick<Told, 'domain' | 'd365LeadId'>[], at: string) => {
      for (const one of told) save.run({ ...scope, ...one, at })
    }),
    writeBackState: (scope) => {
      const { pushed, exported, newest } = count.get(scope) ?? { pushed: 0, exported: 0, newest: null }
      return { pushed, exported, newestExportAt: newest }
    },
  }
}
