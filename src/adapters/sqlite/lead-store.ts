import type Database from 'better-sqlite3'
import type { LeadStore } from '../../core/ports/stores.ts'
import type { Lead } from '../../shared/model/lead.ts'
import { createLeadList } from './lead-list.ts'
import { createLeadPages } from './lead-page.ts'
import { createLeadSlices } from './lead-slices.ts'
import { toLead, toLeadRow, UPSERT_LEAD, type LeadRow } from './lead-row.ts'
import { createWriteBackStore } from './write-back-store.ts'
import { createSeenLines } from './seen-lines.ts'
import { createSyncStateStore } from './sync-state-store.ts'

/** Leads with their D365 state. `nowIso` stamps `companies.updated_at`. */
export function createLeadStore(db: Database.Database, nowIso: () => string): LeadStore {
  const byDomain = db.prepare<[string], LeadRow>('SELECT * FROM leads WHERE domain = ?')
  const isKnown = db.prepare<[string]>('SELECT 1 FROM leads WHERE domain = ?')
  const upsert = db.prepare<[LeadRow]>(UPSERT_LEAD)
  const setOwner = db.prepare<[string, string]>('UPDATE leads SET owner_run_id = ? WHERE domain = ?')
  const removeOwned = db.prepare<[string]>('DELETE FROM leads WHERE owner_run_id = ?')
  const owner = db.prepare<[string], { owner_run_id: string | null }>('SELECT owner_run_id FROM leads WHERE domain = ?')

  const saveAll = db.transaction((leads: readonly Lead[]) => {
    let imported = 0
    for (const lead of leads) {
      if (isKnown.get(lead.domain) === undefined) imported += 1
      upsert.run(toLeadRow(lead, nowIso()))
    }
    return { imported, updated: leads.length - imported }
  })
  const saveTestLead = db.transaction((lead: Lead, runId: string) => {
    const known = owner.get(lead.domain)
    if (known !== undefined && known.owner_run_id !== runId) {
      throw new Error(`${lead.domain} is not a test lead of run ${runId}: a run writes its own test leads only.`)
    }
    upsert.run(toLeadRow(lead, nowIso()))
    setOwner.run(runId, lead.domain)
  })

  return {
    get: (domain) => {
      const row = byDomain.get(domain)
      return row === undefined ? null : toLead(row)
    },
    saveAll,
    saveTestLead,
    removeTestLeads: (runId) => void removeOwned.run(runId),
    ownerOf: (domain) => owner.get(domain)?.owner_run_id ?? null,
    seenLines: createSeenLines(db),
    ...createLeadList(db),
    ...createLeadPages(db),
    ...createLeadSlices(db),
    ...createWriteBackStore(db),
    ...createSyncStateStore(db, nowIso),
  }
}
