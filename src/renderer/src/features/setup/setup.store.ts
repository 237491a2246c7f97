import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { CheckResult } from '../../../../shared/model/check.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, loaded, settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'
import { attestationsIn } from './attestable-lines.ts'

export interface SetupState {
  /** The newest checks of this tenant; null when none ever ran. */
  readonly latest: Loadable<CheckResult | null>
  readonly isRunning: boolean
  readonly runAction: ActionState
  /** Lines confirmed by hand and when, as the activity log tells. */
  readonly attestedAt: ReadonlyMap<string, string>
  readonly run: () => Promise<void>
  readonly refresh: () => Promise<void>
  readonly connect: () => () => void
}

export const SetupContext = createStoreContext<SetupState>('setup')

export function createSetupStore(bridge: Bridge, tenantId: string): StoreApi<SetupState> {
  return createStore<SetupState>()((set) => {
    const refresh = coalesce(async () => {
      set({ latest: settled(await bridge.call('checks:latest', { tenantId })) })
      const activity = await bridge.call('activity:list', { tenantId, beforeSequence: null, limit: 500 })
      if (activity.ok) set({ attestedAt: attestationsIn(activity.value) })
    })
    return {
      latest: LOADING,
      isRunning: false,
      runAction: IDLE,
      attestedAt: new Map(),
      refresh,
      run: async () => {
        set({ isRunning: true, runAction: BUSY })
        const result = await bridge.call('checks:run', { tenantId })
        set({
          isRunning: false,
          runAction: actionAfter(result),
          ...(result.ok ? { latest: loaded<CheckResult | null>(result.value) } : {}),
        })
      },
      connect: () => {
        const stops = [
          bridge.on('run-changed', (run) => {
            if (run.kind !== 'check' || run.tenantId !== tenantId) return
            set({ isRunning: run.status === 'running' })
            if (run.status !== 'running') void refresh()
          }),
          bridge.on('activity', (event) => {
            if (event.name === 'attested' && event.tenantId === tenantId) void refresh()
          }),
        ]
        void refresh()
        return () => stops.forEach((stop) => stop())
      },
    }
  })
}
