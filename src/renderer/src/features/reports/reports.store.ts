import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import { ok } from '../../../../shared/lib/result.ts'
import type { ReportFormat, ReportWriting, WrittenReport } from '../../../../shared/model/report.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { Language } from '../../../../shared/words/language.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface ReportsState {
  /** Finished runs that a report can be written on, newest first. */
  readonly runs: Loadable<readonly Run[]>
  readonly reports: Loadable<readonly WrittenReport[]>
  /** The run the dialog is open for. */
  readonly orderedRun: Run | null
  /** Where the next reports go; null = the data directory's own folder. Kept for the next order. */
  readonly folder: string | null
  readonly writing: ActionState
  /** What the last order came to, until it is dismissed. */
  readonly outcome: ReportWriting | null
  readonly previewedRun: Run | null
  readonly preview: Loadable<string>
  readonly action: ActionState
  readonly order: (run: Run | null) => void
  readonly chooseFolder: () => Promise<void>
  readonly resetFolder: () => void
  readonly write: (formats: readonly ReportFormat[], language: Language) => Promise<void>
  readonly dismissOutcome: () => void
  readonly showPreview: (run: Run, language: Language) => Promise<void>
  readonly closePreview: () => void
  readonly open: (path: string) => Promise<void>
  readonly reveal: (path: string) => Promise<void>
  readonly refresh: () => Promise<void>
  readonly connect: () => () => void
}

export const ReportsContext = createStoreContext<ReportsState>('reports')

type Set = StoreApi<ReportsState>['setState']
type Get = StoreApi<ReportsState>['getState']

export function createReportsStore(bridge: Bridge, tenantId: string): StoreApi<ReportsState> {
  return createStore<ReportsState>()((set, get) => {
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
      action: IDLE,
      refresh,
      ...orders(bridge, { set, get, refresh }),
      ...previews(bridge, { set, get }),
      open: async (path) => set({ action: actionAfter(await bridge.call('reports:open', { path })) }),
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

function orders(
  bridge: Bridge,
  { set, get, refresh }: { readonly set: Set; readonly get: Get; readonly refresh: () => Promise<void> },
) {
  return {
    orderedRun: null,
    folder: null,
    writing: IDLE,
    outcome: null,
    order: (run: Run | null) => set({ orderedRun: run, writing: IDLE, outcome: null }),
    chooseFolder: async () => {
      const chosen = await bridge.call('reports:choose-folder', {})
      if (!chosen.ok) set({ writing: actionAfter(chosen) })
      else if (chosen.value.path !== null) set({ folder: chosen.value.path })
    },
    resetFolder: () => set({ folder: null }),
    write: async (formats: readonly ReportFormat[], language: Language) => {
      const { orderedRun: run, folder } = get()
      if (run === null) return
      set({ writing: BUSY })
      const order = { runId: run.id, formats: [...formats], language, directory: folder }
      const result = await bridge.call('reports:write', order)
      set({ writing: actionAfter(result), ...(result.ok ? { outcome: result.value, orderedRun: null } : {}) })
      await refresh()
    },
    dismissOutcome: () => set({ outcome: null }),
  }
}

function previews(bridge: Bridge, { set, get }: { readonly set: Set; readonly get: Get }) {
  return {
    previewedRun: null,
    preview: LOADING,
    showPreview: async (run: Run, language: Language) => {
      set({ previewedRun: run, preview: LOADING })
      const answer = await bridge.call('reports:preview', { runId: run.id, language })
      // Closed, or another run asked for, while this one was being made.
      if (get().previewedRun?.id !== run.id) return
      set({ preview: settled(answer.ok ? ok(answer.value.url) : answer) })
    },
    closePreview: () => set({ previewedRun: null, preview: LOADING }),
  }
}
