import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { SyncStatus } from '../../shared/model/lead.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { scopeOf } from '../leads/lead-key.ts'
import type { SyncScope } from '../ports/stores.ts'
import type { RunDeps } from '../runs/run-recorder.ts'

/** Leads that wait for their turn in a run. */
export interface QueuedLeads {
  /** Puts a lead back that never had its turn; answers its status. */
  readonly giveBack: (domain: string) => SyncStatus | null
  readonly statusOf: (domain: string) => SyncStatus | null
}

const AT_ONCE = 500

/**
 * Shows what waits for its turn as `queued`; after a crash the next start goes by that. Leads that are synced or unknown keep their status, since
 * it says more.
 */
export async function queueLeads(
  { ports, events }: RunDeps,
  tenant: Tenant,
  domains: readonly string[],
): Promise<QueuedLeads> {
  const { data } = ports
  // Asked anew each time: the first push of all finds out which organisation this is.
  const scope = (): SyncScope => scopeOf(data.tenants.get(tenant.id) ?? tenant)
  const before = new Map<string, SyncStatus | null>()
  const queue = (domain: string): void => {
    if (data.leads.get(domain) === null) return
    const state = data.leads.syncState(scope(), domain)
    if (state.status === 'synced' || state.status === 'unknown') return
    before.set(domain, state.status === 'queued' || state.status === 'in_progress' ? 'pending' : state.status)
    data.leads.saveSyncState(scope(), domain, { ...state, status: 'queued' })
  }
  for (let from = 0; from < domains.length; from += AT_ONCE) {
    data.transaction(() => domains.slice(from, from + AT_ONCE).forEach(queue))
    // Not time, only a turn of the event loop: a window stays alive while many leads are queued.
    if (domains.length > AT_ONCE) await turnOfTheLoop()
  }
  events.emit({ type: 'leads-changed' })

  const statusOf = (domain: string): SyncStatus | null => data.leads.syncState(scope(), domain).status
  return {
    statusOf,
    giveBack: (domain) => {
      const status = before.get(domain)
      if (status === undefined || statusOf(domain) !== 'queued') return statusOf(domain)
      data.leads.saveSyncState(scope(), domain, { ...data.leads.syncState(scope(), domain), status })
      events.emit({ type: 'lead-changed', tenantId: tenant.id, domain })
      return status
    },
  }
}
