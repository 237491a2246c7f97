import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { CallInput } from '../../../../shared/contract/calls.ts'
import type { DecisionEntry, DecisionReceipt, GateStatus, GateVerification } from '../../../../shared/model/gate.ts'
import type { HunterWriteBackState } from '../../../../shared/model/lead-export.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface GateState {
  readonly status: Loadable<GateStatus>
  readonly log: Loadable<readonly DecisionEntry[]>
  readonly verification: Loadable<GateVerification>
  /** Whether Hunter knows of the leads pushed from here; null until that was read. */
  readonly writeBack: HunterWriteBackState | null
  readonly decideAction: ActionState
  /** The decision just recorded in this window. */
  readonly receipt: DecisionReceipt | null
  readonly decide: (request: CallInput<'gate:decide'>) => Promise<boolean>
  readonly refresh: () => Promise<void>
  readonly connect: () => () => void
}

export const GateContext = createStoreContext<GateState>('gate')

/** Events after which a line of the gate may stand differently. */
const MOVING = new Set([
  'leads_exported',
  'attested',
  'decision_recorded',
  'backup_restored',
  'tenant_changed',
  'secret_stored',
])

export function createGateStore(bridge: Bridge, tenantId: string): StoreApi<GateState> {
  return createStore<GateState>()((set) => {
    const refresh = coalesce(async () => {
      const [status, log, verification, writeBack] = await Promise.all([
        bridge.call('gate:status', { tenantId }),
        bridge.call('gate:log', {}),
        bridge.call('gate:verify', {}),
        bridge.call('leads:hunter-write-back', { tenantId }),
      ])
      set({
        status: settled(status),
        log: settled(log),
        verification: settled(verification),
        writeBack: writeBack.ok ? writeBack.value : null,
      })
    })
    return {
      status: LOADING,
      log: LOADING,
      verification: LOADING,
      writeBack: null,
      decideAction: IDLE,
      receipt: null,
      refresh,
      decide: async (request) => {
        set({ decideAction: BUSY, receipt: null })
        const result = await bridge.call('gate:decide', request)
        set({ decideAction: actionAfter(result), receipt: result.ok ? result.value : null })
        await refresh()
        return result.ok
      },
      connect: () => {
        const stops = [
          bridge.on('run-changed', (run) => {
            if (run.tenantId === tenantId && run.status !== 'running') void refresh()
          }),
          bridge.on('activity', (event) => {
            if (MOVING.has(event.name)) void refresh()
          }),
        ]
        void refresh()
        return () => stops.forEach((stop) => stop())
      },
    }
  })
}
