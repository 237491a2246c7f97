import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { ColumnsCreated, ColumnsPlanned, DriftResult } from '../../../../shared/model/check.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface SetupToolsState {
  /** Null until somebody asked for it. */
  readonly plan: Loadable<ColumnsPlanned> | null
  readonly created: ColumnsCreated | null
  readonly creating: ActionState
  readonly drift: Loadable<DriftResult> | null
  readonly askPlan: () => Promise<void>
  /** Creates the plan as it is shown; on PROD the name that was typed unlocks first. */
  readonly create: (typedName: string | null) => Promise<void>
  readonly closePlan: () => void
  readonly compareWith: (otherId: string) => Promise<void>
}

export const SetupToolsContext = createStoreContext<SetupToolsState>('setup tools')

/** Missing columns and the comparison with another tenant. */
export const createSetupToolsStore = (bridge: Bridge, tenantId: string): StoreApi<SetupToolsState> =>
  createStore<SetupToolsState>()((set, get) => ({
    plan: null,
    created: null,
    creating: IDLE,
    drift: null,
    askPlan: async () => {
      set({ plan: { status: 'loading' }, created: null, creating: IDLE })
      set({ plan: settled(await bridge.call('checks:plan-columns', { tenantId })) })
    },
    create: async (typedName) => {
      const { plan } = get()
      if (plan?.status !== 'loaded') return
      set({ creating: BUSY })
      if (typedName !== null) {
        const unlocked = await bridge.call('tenants:unlock', { tenantId, typedName })
        if (!unlocked.ok) {
          set({ creating: actionAfter(unlocked) })
          return
        }
      }
      const names = plan.value.columns.map(({ name }) => name)
      const result = await bridge.call('checks:create-columns', { tenantId, names })
      set({ creating: actionAfter(result), created: result.ok ? result.value : null })
    },
    closePlan: () => set({ plan: null, created: null, creating: IDLE }),
    compareWith: async (otherId) => {
      set({ drift: { status: 'loading' } })
      set({ drift: settled(await bridge.call('checks:drift', { firstId: tenantId, secondId: otherId })) })
    },
  }))
