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

/**
 * The sync state of one lead while it is pushed. Read from the store, except where writing is deferred and the store may be behind: then what was
 * read or written last is what counts.
 */
export class KeptState {
  private readonly deps: Pick<RunDeps, 'ports' | 'events'>
  private readonly input: JournalInput
  private scope: SyncScope
  private known: SyncState | null = null

  constructor(deps: Pick<RunDeps, 'ports' | 'events'>, input: JournalInput) {
    this.deps = deps
    this.input = input
    this.scope = input.scope
  }

  organizationId(): string {
    return this.scope.organizationId
  }

  state(): SyncState {
    return this.known ?? this.keep(this.deps.ports.data.leads.syncState(this.scope, this.input.lead.domain))
  }

  change(patch: Partial<SyncState>): SyncState {
    const before = this.state()
    if (isAlready(before, patch)) return before
    const after = { ...before, ...patch }
    const { scope: noted, deps } = this
    const { lead, pen, tenantId } = this.input
    pen.write(() => {
      deps.ports.data.leads.saveSyncState(this.scopeNow(noted), lead.domain, after, before)
      deps.events.emit({ type: 'lead-changed', tenantId, domain: lead.domain })
    })
    return this.keep(after)
  }

  moveTo(next: SyncScope): void {
    if (next.tenantId === this.scope.tenantId && next.organizationId === this.scope.organizationId) return
    this.scope = next
    this.known = null
  }

  private keep(state: SyncState): SyncState {
    if (this.input.pen.isDeferred) this.known = state
    return state
  }

  /** What is written down late, of a lead that never asked for the organisation, belongs to the one that was found meanwhile. */
  private scopeNow(noted: SyncScope): SyncScope {
    const tenant = noted.organizationId === '' ? this.deps.ports.data.tenants.get(this.input.tenantId) : null
    return tenant === null ? noted : scopeOf(tenant)
  }
}

const isAlready = (state: SyncState, patch: Partial<SyncState>): boolean =>
  Object.entries(patch).every(([name, value]) => isSame(state[name as keyof SyncState], value))

const isSame = (one: SyncState[keyof SyncState], other: SyncState[keyof SyncState]): boolean =>
  one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))
