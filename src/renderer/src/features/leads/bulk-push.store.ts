import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { PushForecast } from '../../../../shared/model/forecast.ts'
import type { HunterWriteBackState, LeadExportRequest, LeadExportResult } from '../../../../shared/model/lead-export.ts'
import { ok } from '../../../../shared/lib/result.ts'
import {
  GOOD_OUTCOMES,
  PushResultSchema,
  type PushProgress,
  type PushResult,
  type PushSelection,
} from '../../../../shared/model/push.ts'
import type { Run, RunStatus } from '../../../../shared/model/run.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, settled, valueOf, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

export interface FinishedPush {
  readonly runId: string
  readonly status: RunStatus
  readonly startedAt: string
  readonly result: PushResult
}

export interface BulkPushData {
  /** What the dialog asks about; null = it is closed. */
  readonly selection: PushSelection | null
  readonly forecast: Loadable<PushForecast>
  readonly dryRun: Loadable<PushResult> | null
  readonly startAction: ActionState
  readonly runs: ReadonlyMap<string, PushProgress>
  readonly runAction: ActionState
  readonly finished: FinishedPush | null
  /** Larger pushes that are over, newest first, as they are stored. */
  readonly earlier: Loadable<readonly FinishedPush[]>
  readonly exportAction: ActionState
  readonly exported: LeadExportResult | null
  readonly writeBack: HunterWriteBackState | null
}

export interface BulkPushState extends BulkPushData {
  readonly ask: (selection: PushSelection) => Promise<void>
  readonly closeDialog: () => void
  readonly tryDry: () => Promise<void>
  readonly start: () => Promise<void>
  readonly pause: (runId: string) => Promise<void>
  readonly resume: (runId: string) => Promise<void>
  readonly cancel: (runId: string) => Promise<void>
  readonly dismissResult: () => void
  readonly readEarlier: () => Promise<void>
  readonly showResult: (finished: FinishedPush) => void
  readonly saveFailed: (runId: string) => Promise<void>
  readonly exportLeads: (request: LeadExportRequest) => Promise<void>
  readonly dismissExport: () => void
  readonly connect: () => () => void
}

export const BulkPushContext = createStoreContext<BulkPushState>('bulk push')

/** Runs asked for; single pushes lie among them. */
const RUNS_READ = 100
const MOST_EARLIER = 10

const FIRST: BulkPushData = {
  selection: null,
  forecast: LOADING,
  dryRun: null,
  startAction: IDLE,
  runs: new Map(),
  runAction: IDLE,
  finished: null,
  earlier: LOADING,
  exportAction: IDLE,
  exported: null,
  writeBack: null,
}

/** Pushing many leads of one tenant: what it will ask, what it does, what came of it; and the way leads leave the console. */
export function createBulkPushStore(
  bridge: Bridge,
  tenantId: string,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
): StoreApi<BulkPushState> {
  const seenKey = `seen-push/${tenantId}`
  return createStore<BulkPushState>()((set, get) => {
    const readRuns = coalesce(async () => {
      const result = await bridge.call('push:runs', { tenantId })
      if (result.ok) set({ runs: new Map(result.value.map((progress) => [progress.runId, progress])) })
    })
    const readEarlier = async () => {
      const result = await bridge.call('runs:list', { tenantId, kind: 'push', limit: RUNS_READ })
      set({ earlier: settled(result.ok ? ok(largerPushes(result.value)) : result) })
    }
    /** What ended while nobody looked: before the page was loaded anew, or the console started. */
    const showUnseen = async () => {
      await readEarlier()
      const newest = valueOf(get().earlier)?.[0]
      const isNews = newest !== undefined && newest.runId !== storage.getItem(seenKey)
      if (isNews && get().finished === null && get().runs.size === 0) set({ finished: newest })
    }
    const readWriteBack = coalesce(async () => {
      const result = await bridge.call('leads:hunter-write-back', { tenantId })
      if (result.ok) set({ writeBack: result.value })
    })
    const act = (name: 'push:pause' | 'push:resume' | 'push:cancel') => async (runId: string) => {
      set({ runAction: BUSY })
      set({ runAction: actionAfter(await bridge.call(name, { runId })) })
      await readRuns()
    }
    const took = async (call: () => ReturnType<typeof bridge.call<'leads:export'>>) => {
      set({ exportAction: BUSY, exported: null })
      const result = await call()
      set({ exportAction: actionAfter(result), exported: result.ok ? result.value : null })
      await readWriteBack()
    }

    return {
      ...FIRST,
      ask: async (selection) => {
        set({ selection, forecast: LOADING, dryRun: null, startAction: IDLE })
        const result = await bridge.call('push:forecast', { tenantId, selection })
        if (get().selection === selection) set({ forecast: settled(result) })
      },
      closeDialog: () => set({ selection: null }),
      tryDry: async () => {
        const { selection } = get()
        if (selection === null) return
        set({ dryRun: LOADING })
        const result = await bridge.call('push:preview', { tenantId, selection })
        if (get().selection === selection) set({ dryRun: settled(result) })
      },
      start: async () => {
        const { selection } = get()
        if (selection === null) return
        set({ startAction: BUSY })
        const result = await bridge.call('push:start', { tenantId, selection })
        set({ startAction: actionAfter(result), ...(result.ok ? { selection: null, finished: null } : {}) })
      },
      pause: act('push:pause'),
      resume: act('push:resume'),
      cancel: act('push:cancel'),
      dismissResult: () => {
        const { earlier, finished } = get()
        const newest = newestOf(finished, valueOf(earlier)?.[0] ?? null)
        if (newest !== null) storage.setItem(seenKey, newest.runId)
        set({ finished: null })
      },
      readEarlier,
      showResult: (finished) => set({ finished }),
      saveFailed: (runId) => took(() => bridge.call('leads:export-failed', { runId })),
      exportLeads: (request) => took(() => bridge.call('leads:export', { tenantId, request })),
      dismissExport: () => set({ exportAction: IDLE, exported: null }),
      connect: () => {
        const stops = [
          bridge.on('push-progress', (progress) => {
            if (progress.tenantId === tenantId) set({ runs: new Map(get().runs).set(progress.runId, progress) })
          }),
          bridge.on('run-changed', (run) => {
            if (run.kind !== 'push' || run.tenantId !== tenantId || run.status === 'running') return
            set(afterRun(get(), run))
            void readRuns()
            void readWriteBack()
          }),
          bridge.on('leads-changed', () => void readWriteBack()),
          // A record adopted belongs to what Hunter was not told of; while a push goes on, its end tells of all.
          bridge.on('lead-changed', (lead) => {
            if (lead.tenantId === tenantId && get().runs.size === 0) void readWriteBack()
          }),
        ]
        void readRuns().then(showUnseen)
        void readWriteBack()
        return () => stops.forEach((stop) => stop())
      },
    }
  })
}

/** A run that is over leaves the live ones; its result stays until the admin has seen it, unless it was one lead alone. */
function afterRun(state: BulkPushData, run: Run): Partial<BulkPushData> {
  const runs = new Map(state.runs)
  runs.delete(run.id)
  const finished = finishedPush(run)
  return finished === null ? { runs } : { runs, finished }
}

const largerPushes = (runs: readonly Run[]): readonly FinishedPush[] =>
  runs
    .map(finishedPush)
    .filter((push) => push !== null)
    .slice(0, MOST_EARLIER)

function newestOf(one: FinishedPush | null, other: FinishedPush | null): FinishedPush | null {
  if (one === null || other === null) return one ?? other
  return one.startedAt >= other.startedAt ? one : other
}

/** Null while the run goes on, and for a push of one lead. */
function finishedPush({ id, status, startedAt, result }: Run): FinishedPush | null {
  const read = PushResultSchema.safeParse(result)
  if (status === 'running' || !read.success || read.data.total < 2) return null
  return { runId: id, status, startedAt, result: read.data }
}

/** Leads of a push that did not arrive. */
export const notArrived = ({ result }: FinishedPush): number =>
  GOOD_OUTCOMES.reduce((left, outcome) => left - result.outcomes[outcome], result.total)
