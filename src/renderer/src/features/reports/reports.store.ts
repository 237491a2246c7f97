import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { ReportFormat, WrittenReport } from '../../../../shared/model/report.ts'
import type { Run } from '../../../../shared/model/run.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface ReportsState {
  /** Finished runs that a report can be written on, newest first. */
  readonly runs: Loadable<readonly Run[]>
  readonly reports: Loadable<readonly WrittenReport[]>
  /** The run whose report is being written. */
  readonly writingRunId: string | null
  readonly action: ActionState
  readonly write: (runId: string, formats: readonly ReportFormat[]) => Promise<void>
  readonly reveal: (path: string) => Promise<void>
  readonly refresh: () => Promise<void>
  readonly connect: () => () => void
}

export const ReportsContext = createStoreContext<ReportsState>('reports')

export function createReportsStore(bridge: Bridge, tenantId: string): StoreApi<ReportsState> {
  return createStore<ReportsState>()((set) => {
    const refresh = coalesce(async () => {
      const [runs, reports] = await Promise.all([
        bridge.call('runs:list', { tenantId, kind: null, limit: 100 }),
        bridge.call('reports:list', { tenantId }),
      ])
      set({ runs: settled(runs), reports: settled(reports) })
    })
    return {
      runs: LOADING,
      reports: LOADING,
      writingRunId: null,
      action: IDLE,
      refresh,
      write: async (runId, formats) => {
        set({ writingRunId: runId, action: BUSY })
        const result = await bridge.call('reports:write', { runId, formats: [...formats], language: 'en', directory: null })
        set({ writingRunId: null, action: actionAfter(result) })
        await refresh()
      },
      reveal: async (path) => set({ action: actionAfter(await bridge.call('reports:reveal', { path })) }),
      connect: () => {
        const stops = [
          bridge.on('run-changed', (run) => {
            if (run.tenantId === tenantId) void refresh()
          }),
          bridge.on('activity', (event) => {
            if (event.name === 'report_written') void refresh()
          }),
        ]
        void refresh()
        return () => stops.forEach((stop) => stop())
      },
    }
  })
}
