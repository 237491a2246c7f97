import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { CheckResult, HunterUrl, PortalPlace } from '../../../../shared/model/check.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface SetupState {
  /** The newest result of every row of this tenant; null when none ever ran. */
  readonly latest: Loadable<CheckResult | null>
  readonly isRunning: boolean
  /** The row being run alone. */
  readonly runningRow: string | null
  readonly runAction: ActionState
  readonly hunterUrl: HunterUrl | null
  readonly run: () => Promise<void>
  readonly runRow: (row: string) => Promise<void>
  readonly openPortal: (row: string, place: PortalPlace) => Promise<void>
  /** Null = no Hunter backend. The row on its health is run again when the URL was taken. */
  readonly setHunterUrl: (url: string | null) => Promise<ActionState>
  readonly refresh: () => Promise<void>
  readonly connect: () => () => void
}

export const SetupContext = createStoreContext<SetupState>('setup')

export function createSetupStore(bridge: Bridge, tenantId: string): StoreApi<SetupState> {
  return createStore<SetupState>()((set, get) => {
    const refresh = coalesce(async () => {
      set({ latest: settled(await bridge.call('checks:latest', { tenantId })) })
      const hunter = await bridge.call('checks:hunter-url', { tenantId })
      if (hunter.ok) set({ hunterUrl: hunter.value })
    })
    const runRows = async (row: string | null): Promise<void> => {
      set({ isRunning: true, runningRow: row, runAction: BUSY })
      const result = await bridge.call('checks:run', { tenantId, row })
      await refresh()
      set({ isRunning: false, runningRow: null, runAction: actionAfter(result) })
    }
    return {
      latest: LOADING,
      isRunning: false,
      runningRow: null,
      runAction: IDLE,
      hunterUrl: null,
      refresh,
      run: () => runRows(null),
      runRow: runRows,
      openPortal: async (row, place) => {
        const result = await bridge.call('checks:open-portal', { tenantId, row, place })
        set({ runAction: actionAfter(result) })
      },
      setHunterUrl: async (url) => {
        const action = actionAfter(await bridge.call('checks:set-hunter-url', { tenantId, url }))
        if (action.status === 'idle' && get().latest.status === 'loaded') await runRows('B3.1')
        return action
      },
      connect: () => following(bridge, tenantId, { refresh, isBusy: () => get().runAction.status === 'busy', set }),
    }
  })
}

/** Runs begun elsewhere (the runbook, the command line's successor) and attestations show here too. */
function following(
  bridge: Bridge,
  tenantId: string,
  store: {
    readonly refresh: () => Promise<void>
    readonly isBusy: () => boolean
    readonly set: (change: Partial<SetupState>) => void
  },
): () => void {
  const stops = [
    bridge.on('run-changed', (run) => {
      if (run.kind !== 'check' || run.tenantId !== tenantId || store.isBusy()) return
      store.set({ isRunning: run.status === 'running' })
      if (run.status !== 'running') void store.refresh()
    }),
    bridge.on('activity', (event) => {
      if (event.name === 'attested' && event.tenantId === tenantId) void store.refresh()
    }),
  ]
  void store.refresh()
  return () => stops.forEach((stop) => stop())
}
