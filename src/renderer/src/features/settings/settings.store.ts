import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { Backup } from '../../../../shared/contract/calls.ts'
import type { GateVerification } from '../../../../shared/model/gate.ts'
import type { SupportBundle } from '../../../../shared/model/support.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface SettingsState {
  readonly backups: Loadable<readonly Backup[]>
  readonly action: ActionState
  /** What the decision log says after a backup was put back. */
  readonly restored: GateVerification | null
  /** The support bundle written last. */
  readonly bundle: SupportBundle | null
  readonly refresh: () => Promise<void>
  readonly makeBackup: () => Promise<void>
  readonly restore: (name: string) => Promise<void>
  readonly openDataFolder: () => Promise<void>
  readonly makeBundle: () => Promise<void>
}

export const SettingsContext = createStoreContext<SettingsState>('settings')

export function createSettingsStore(bridge: Bridge): StoreApi<SettingsState> {
  return createStore<SettingsState>()((set) => {
    const refresh = coalesce(async () => set({ backups: settled(await bridge.call('backups:list', {})) }))
    return {
      backups: LOADING,
      action: IDLE,
      restored: null,
      bundle: null,
      refresh,
      makeBackup: async () => {
        set({ action: BUSY })
        set({ action: actionAfter(await bridge.call('backups:make', {})) })
        await refresh()
      },
      restore: async (name) => {
        set({ action: BUSY, restored: null })
        const result = await bridge.call('backups:restore', { name })
        set({ action: actionAfter(result), restored: result.ok ? result.value : null })
        await refresh()
      },
      makeBundle: async () => {
        set({ action: BUSY, bundle: null })
        const result = await bridge.call('app:bundle', {})
        set({ action: actionAfter(result), bundle: result.ok ? result.value : null })
      },
      openDataFolder: async () => set({ action: actionAfter(await bridge.call('app:open-data-folder', {})) }),
    }
  })
}
