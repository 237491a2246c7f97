import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface Attesting {
  readonly tenantId: string
  readonly row: string
}

/** A runbook line being confirmed by a person; Setup and Gate both ask for it. */
export interface AttestState {
  readonly attesting: Attesting | null
  readonly action: ActionState
  readonly start: (attesting: Attesting | null) => void
  readonly attest: (by: string, note: string) => Promise<void>
}

export const AttestContext = createStoreContext<AttestState>('attest')

export const createAttestStore = (bridge: Bridge): StoreApi<AttestState> =>
  createStore<AttestState>()((set, get) => ({
    attesting: null,
    action: IDLE,
    start: (attesting) => set({ attesting, action: IDLE }),
    attest: async (by, note) => {
      const { attesting } = get()
      if (attesting === null) return
      set({ action: BUSY })
      const result = await bridge.call('checks:attest', { ...attesting, by, note })
      set({ action: actionAfter(result), ...(result.ok ? { attesting: null } : {}) })
    },
  }))
