import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { Failure } from '../../../../shared/model/failure.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { createStoreContext } from '../../ui/store-context.ts'
import { liveAfterRead, withLiveStep, withRunChange, type LiveRunbook } from './live-runbook.ts'
import type { OverviewFacts } from './overview-facts.ts'
import { readFacts } from './read-facts.ts'

export interface OverviewState {
  /** Null before the first answer. */
  readonly facts: OverviewFacts | null
  readonly failure: Failure | null
  /** The runbook run under way on this tenant, whoever started it. */
  readonly live: LiveRunbook | null
  readonly action: ActionState
  readonly runRunbook: () => Promise<void>
  readonly cancelRunbook: () => Promise<void>
  readonly refresh: () => Promise<void>
  readonly connect: () => () => void
}

export const OverviewContext = createStoreContext<OverviewState>('overview')

/** Events after which a step, the gate or the decision may stand differently. */
const MOVING = new Set([
  'attested',
  'decision_recorded',
  'report_written',
  'backup_restored',
  'tenant_changed',
  'secret_stored',
  'secret_deleted',
])

/** Where one tenant stands in the runbook; read again whenever something finished. */
export function createOverviewStore(bridge: Bridge, tenantId: string): StoreApi<OverviewState> {
  return createStore<OverviewState>()((set, get) => {
    const refresh = coalesce(async () => {
      const read = await readFacts(bridge, tenantId)
      if (!read.ok) {
        set({ failure: read.failure })
        return
      }
      const { facts, recentRuns } = read.value
      set({ facts, failure: null, live: liveAfterRead(get().live, recentRuns) })
    })
    return {
      facts: null,
      failure: null,
      live: null,
      action: IDLE,
      refresh,
      runRunbook: async () => {
        set({ action: BUSY })
        const result = await bridge.call('runbook:run', { tenantId })
        set({ action: actionAfter(result) })
        await refresh()
      },
      cancelRunbook: async () => {
        const { live } = get()
        const result = live === null ? null : await bridge.call('runbook:cancel', { runId: live.runId })
        if (result?.ok === false) set({ action: actionAfter(result) })
      },
      connect: () => {
        const stops = [
          bridge.on('run-changed', (run) => {
            if (run.tenantId !== tenantId) return
            set({ live: withRunChange(get().live, run) })
            if (run.status !== 'running') void refresh()
          }),
          bridge.on('scenario-step', (step) => set({ live: withLiveStep(get().live, step) })),
          bridge.on('leads-changed', () => void refresh()),
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
