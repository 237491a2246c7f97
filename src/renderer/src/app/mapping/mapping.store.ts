import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { CallOutput } from '../../../../shared/contract/calls.ts'
import type { Result } from '../../../../shared/lib/result.ts'
import type { Failure } from '../../../../shared/model/failure.ts'
import type { BuiltInProfiles, MappingChoice, MappingVerdict, TargetColumn } from '../../../../shared/model/mapping.ts'
import { refreshing, settled, valueOf, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

/** What the window knows of mapping profiles; Tenants edits them, a lead's details show the columns' labels. */
export interface MappingState {
  readonly builtIn: BuiltInProfiles | null
  /** The lead table's columns by tenant, as far as they were asked for. */
  readonly columns: ReadonlyMap<string, Loadable<readonly TargetColumn[]>>
  readonly readBuiltIn: () => Promise<void>
  readonly readColumns: (tenantId: string) => Promise<void>
  /** For a place that only shows labels: asks once, and does not insist where the tenant cannot be reached. */
  readonly needColumns: (tenantId: string) => Promise<void>
  readonly check: (tenantId: string, choice: MappingChoice) => Promise<Result<MappingVerdict, Failure>>
  readonly choose: (tenantId: string, choice: MappingChoice) => Promise<Result<CallOutput<'mapping:choose'>, Failure>>
}

export const MappingContext = createStoreContext<MappingState>('mapping')

export const columnsOf =
  (tenantId: string) =>
  ({ columns }: MappingState): readonly TargetColumn[] | null => {
    const known = columns.get(tenantId)
    return known === undefined ? null : valueOf(known)
  }

export const createMappingStore = (bridge: Bridge): StoreApi<MappingState> =>
  createStore<MappingState>()((set, get) => {
    const setColumns = (tenantId: string, columns: Loadable<readonly TargetColumn[]>): void =>
      set({ columns: new Map(get().columns).set(tenantId, columns) })
    return {
      builtIn: null,
      columns: new Map(),
      readBuiltIn: async () => {
        if (get().builtIn !== null) return
        const result = await bridge.call('mapping:built-in', {})
        if (result.ok) set({ builtIn: result.value })
      },
      readColumns: async (tenantId) => {
        setColumns(tenantId, refreshing(get().columns.get(tenantId) ?? { status: 'loading' }))
        setColumns(tenantId, settled(await bridge.call('mapping:columns', { tenantId })))
      },
      needColumns: async (tenantId) => {
        if (!get().columns.has(tenantId)) await get().readColumns(tenantId)
      },
      check: (tenantId, choice) => bridge.call('mapping:check', { tenantId, choice }),
      choose: (tenantId, choice) => bridge.call('mapping:choose', { tenantId, choice }),
    }
  })
