import type { Lead, SyncState } from '../../shared/model/lead.ts'
import { scopeOf } from '../leads/lead-key.ts'
import type { SyncScope } from '../ports/stores.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import type { Pen } from './pen.ts'

/** Whose push is written down, and how. */
export interface JournalInput {
  readonly tenantId: string
  readonly runId: string
  readonly lead: Lead
  readonly scope: SyncScope
  readonly pen: Pen
}

/** The sync state of one lead while it is pushed. */
export interface KeptState {
  readonly scope: () => SyncScope
  readonly state: () => SyncState
  readonly change: (patch: Partial<SyncState>) => SyncState
  readonly moveTo: (scope: SyncScope) => void
}

/** Reads from the store, except where writing is deferred and the store may be behind: then what was read or written last is what counts. */
export function createKeptState(
  { ports, events }: Pick<RunDeps, 'ports' | 'events'>,
  { tenantId, lead: { domain }, pen, scope: first }: JournalInput,
): KeptState {
  const { leads, tenants } = ports.data
  let scope = first
  let known: SyncState | null = null
  const keep = (state: SyncState): SyncState => {
    if (pen.isDeferred) known = state
    return state
  }
  /** What is written down late, of a lead that never asked for the organisation, belongs to the one that was found meanwhile. */
  const scopeNow = (noted: SyncScope): SyncScope => {
    const tenant = noted.organizationId === '' ? tenants.get(tenantId) : null
    return tenant === null ? noted : scopeOf(tenant)
  }
  const state = (): SyncState => known ?? keep(leads.syncState(scope, domain))
  return {
    scope: () => scope,
    state,
    change: (patch) => {
      const before = state()
      if (isAlready(before, patch)) return before
      const after = { ...before, ...patch }
      const noted = scope
      pen.write(() => {
        leads.saveSyncState(scopeNow(noted), domain, after, before)
        events.emit({ type: 'lead-changed', tenantId, domain })
      })
      return keep(after)
    },
    moveTo: (next) => {
      if (next.tenantId === scope.tenantId && next.organizationId === scope.organizationId) return
      scope = next
      known = null
    },
  }
}

const isAlready = (state: SyncState, patch: Partial<SyncState>): boolean =>
  Object.entries(patch).every(([name, value]) => isSame(state[name as keyof SyncState], value))

const isSame = (one: SyncState[keyof SyncState], other: SyncState[keyof SyncState]): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))
