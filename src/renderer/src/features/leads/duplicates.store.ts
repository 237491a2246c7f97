import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { ConflictResult, ConflictRule, RadarResult } from '../../../../shared/model/duplicates.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { LOADING, settled, valueOf, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface DuplicatesState {
  /** Null = the radar is closed. */
  readonly radar: Loadable<RadarResult> | null
  /** What the chosen rule would do; null = the dialog is closed. */
  readonly rule: ConflictRule | null
  readonly preview: Loadable<ConflictResult>
  readonly action: ActionState
  readonly sweep: () => Promise<void>
  readonly closeRadar: () => void
  readonly openRecord: (d365LeadId: string) => Promise<void>
  readonly chooseRule: (rule: ConflictRule | null) => Promise<void>
  readonly settle: () => Promise<void>
}

export const DuplicatesContext = createStoreContext<DuplicatesState>('duplicates')

/** Domains with more than one record, and conflicts settled together. */
export function createDuplicatesStore(bridge: Bridge, tenantId: string): StoreApi<DuplicatesState> {
  return createStore<DuplicatesState>()((set, get) => ({
    radar: null,
    rule: null,
    preview: LOADING,
    action: IDLE,
    sweep: async () => {
      set({ radar: LOADING, action: IDLE })
      const result = await bridge.call('leads:radar', { tenantId })
      if (get().radar !== null) set({ radar: settled(result) })
    },
    closeRadar: () => {
      if (get().radar?.status === 'loading') void bridge.call('leads:stop-radar', { tenantId })
      set({ radar: null })
    },
    openRecord: async (d365LeadId) => {
      set({ action: actionAfter(await bridge.call('leads:open-record', { tenantId, d365LeadId })) })
    },
    chooseRule: async (rule) => {
      set({ rule, preview: LOADING, action: IDLE })
      if (rule === null) return
      const result = await bridge.call('leads:resolve-conflicts', { tenantId, rule, isPreview: true })
      if (get().rule === rule) set({ preview: settled(result) })
    },
    settle: async () => {
      const { rule, preview } = get()
      if (rule === null) return
      const expected = valueOf(preview)?.left ?? 0
      set({ action: BUSY })
      const result = await bridge.call('leads:resolve-conflicts', { tenantId, rule, isPreview: false })
      set({ action: actionAfter(result) })
      if (!result.ok) return
      // What came otherwise than it was told stays there to be read.
      set(result.value.left > expected ? { preview: settled(result) } : { rule: null })
    },
  }))
}
