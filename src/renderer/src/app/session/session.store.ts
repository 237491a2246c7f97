import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AppInfo } from '../../../../shared/contract/calls.ts'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { Result } from '../../../../shared/lib/result.ts'
import type { Failure } from '../../../../shared/model/failure.ts'
import type { PushProgress, PushRunState } from '../../../../shared/model/push.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, refreshing, settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'
import { withRun } from './running-runs.ts'

/** What the whole window knows: this machine, the tenants and which is active, and what runs right now. */
export interface SessionState {
  readonly info: Loadable<AppInfo>
  readonly tenants: Loadable<readonly TenantView[]>
  /** Runs under way on any tenant, newest last. */
  readonly running: readonly Run[]
  /** What the pushes among them do, by run; kept when they are over. */
  readonly pushStates: ReadonlyMap<string, PushRunState>
  readonly refreshTenants: () => Promise<void>
  readonly select: (tenantId: string) => Promise<Result<TenantView, Failure>>
  readonly unlock: (tenantId: string, typedName: string) => Promise<Result<TenantView, Failure>>
  /** Reads everything once and then follows events; the answer ends the following. */
  readonly start: () => () => void
}

/** Enough to find every run under way among the newest of a tenant, a runbook's parts included. */
const RUNS_READ = 20

export const SessionContext = createStoreContext<SessionState>('session')

export function createSessionStore(bridge: Bridge): StoreApi<SessionState> {
  return createStore<SessionState>()((set, get) => {
    const refreshTenants = coalesce(async () => {
      set({ tenants: refreshing(get().tenants) })
      set({ tenants: settled(await bridge.call('tenants:list', {})) })
    })
    const noteProgress = ({ runId, state }: PushProgress): void => {
      if (get().pushStates.get(runId) !== state) set({ pushStates: new Map(get().pushStates).set(runId, state) })
    }
    /** What was begun before the page was loaded: nobody tells of it again until it changes. */
    const readRunning = async (tenantId: string): Promise<void> => {
      const pushes = await bridge.call('push:runs', { tenantId })
      if (pushes.ok) pushes.value.forEach(noteProgress)
      const runs = await bridge.call('runs:list', { tenantId, kind: null, limit: RUNS_READ })
      const underWay = runs.ok ? runs.value.filter(({ status }) => status === 'running').reverse() : []
      set({ running: underWay.reduce(withRun, get().running) })
    }
    const readInfo = async (): Promise<void> => set({ info: settled(await bridge.call('app:info', {})) })
    return {
      info: LOADING,
      tenants: LOADING,
      running: [],
      pushStates: new Map(),
      refreshTenants,
      select: async (tenantId) => {
        const result = await bridge.call('tenants:select', { tenantId })
        await refreshTenants()
        return result
      },
      unlock: async (tenantId, typedName) => {
        const result = await bridge.call('tenants:unlock', { tenantId, typedName })
        await refreshTenants()
        return result
      },
      start: () => {
        const stops = [
          bridge.on('tenants-changed', () => void refreshTenants()),
          bridge.on('run-changed', (run) => set({ running: withRun(get().running, run) })),
          bridge.on('push-progress', noteProgress),
        ]
        void readInfo()
        void refreshTenants().then(() => selectTenants(get()).forEach(({ id }) => void readRunning(id)))
        return () => stops.forEach((stop) => stop())
      },
    }
  })
}

export const selectTenants = (state: SessionState): readonly TenantView[] =>
  state.tenants.status === 'loaded' ? state.tenants.value : NO_TENANTS
const NO_TENANTS: readonly TenantView[] = []

/** The active tenant: the one the main process marks, else the first that is not archived. */
export function selectActiveTenant(state: SessionState): TenantView | null {
  const open = selectTenants(state).filter((tenant) => tenant.archivedAt === null)
  return open.find((tenant) => tenant.isActive) ?? open[0] ?? null
}
