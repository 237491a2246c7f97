import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { Backup } from '../../../../shared/contract/calls.ts'
import type { RetentionForecast } from '../../../../shared/model/retention.ts'
import type { GateVerification } from '../../../../shared/model/gate.ts'
import type { SupportBundle } from '../../../../shared/model/support.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface SettingsState {
  readonly backups: Loadable<readonly Backup[]>
  /** How long evidence is kept. */
  readonly retention: Loadable<{ readonly days: number | null }>
  /** What the time that was chosen would delete; null = none was chosen. */
  readonly forecast: RetentionForecast | null
  readonly action: ActionState
  /** What the decision log says after a backup was put back. */
  readonly restored: GateVerification | null
  /** The support bundle written last. */
  readonly bundle: SupportBundle | null
  readonly refresh: () => Promise<void>
  readonly makeBackup: () => Promise<void>
  readonly restore: (name: string) => Promise<void>
  readonly forecastRetention: (days: number | null) => Promise<void>
  /** Keeps evidence for the time that was forecast, and deletes what is beyond it. */
  readonly confirmRetention: () => Promise<void>
  readonly dismissForecast: () => void
  readonly openDataFolder: () => Promise<void>
  readonly makeBundle: () => Promise<void>
}

export const SettingsContext = createStoreContext<SettingsState>('settings')

export function createSettingsStore(bridge: Bridge): StoreApi<SettingsState> {
  return createStore<SettingsState>()((set, get) => {
    const refresh = coalesce(async () => {
      const [backups, retention] = await Promise.all([
        bridge.call('backups:list', {}),
        bridge.call('runs:retention', {}),
      ])
      set({ backups: settled(backups), retention: settled(retention) })
    })
    return {
      backups: LOADING,
      retention: LOADING,
      forecast: null,
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
      forecastRetention: async (days) => {
        const result = await bridge.call('runs:forecast-retention', { days })
        set({ action: actionAfter(result), forecast: result.ok ? result.value : null })
      },
      confirmRetention: async () => {
        const { forecast } = get()
        if (forecast === null) return
        set({ action: BUSY, forecast: null })
        set({ action: actionAfter(await bridge.call('runs:set-retention', { days: forecast.days })) })
        await refresh()
      },
      dismissForecast: () => set({ forecast: null }),
      openDataFolder: async () => set({ action: actionAfter(await bridge.call('app:open-data-folder', {})) }),
    }
  })
}
