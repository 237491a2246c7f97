import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { Run } from '../../../../shared/model/run.ts'
import type { ScenarioId } from '../../../../shared/model/scenario.ts'
import { resultOf } from '../../app/runs/newest-results.ts'
import { BUSY, actionAfter } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { LOADING, settled } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'
import type { ScenariosState, WatchedRun } from './scenarios-state.ts'
import { FIRST_STATE, leadOf, shownOf, withStep } from './scenarios.updates.ts'

/** A list one can read; more are found by typing. */
const MOST_FOUND = 20

export const ScenariosContext = createStoreContext<ScenariosState>('scenarios')

/** The scenarios of one tenant: outlines, newest results, and the run that is being watched. */
export function createScenariosStore(bridge: Bridge, tenantId: string): StoreApi<ScenariosState> {
  return createStore<ScenariosState>()((set, get) => {
    const ofThisTenant = new Set<string>()
    const refresh = coalesce(async () => {
      const [outlines, runs] = await Promise.all([
        bridge.call('scenarios:list', {}),
        bridge.call('runs:list', { tenantId, kind: 'scenario', limit: 30 }),
      ])
      set({ outlines: settled(outlines) })
      if (!runs.ok) return
      const history = runs.value.filter((run) => run.status !== 'running')
      const running = runs.value.find((run) => run.status === 'running') ?? null
      const reopened = history.find(({ id }) => id === get().reopened?.id) ?? null
      set({
        ...shownOf({ history, running, reopened }),
        watched: get().watched ?? watchedFrom(runs.value),
      })
      for (const run of runs.value) ofThisTenant.add(run.id)
    })
    const onRun = (run: Run): void => {
      if (run.kind !== 'scenario' || run.tenantId !== tenantId) return
      ofThisTenant.add(run.id)
      const { watched } = get()
      if (run.status === 'running') {
        set(shownOf({ ...get(), running: run }))
        if (watched?.runId !== run.id) set({ watched: { runId: run.id, ids: [], isRunning: true, steps: new Map() } })
        return
      }
      if (watched?.runId === run.id) set({ watched: { ...watched, isRunning: false } })
      void refresh()
    }
    return {
      ...FIRST_STATE,
      refresh,
      run: async (ids) => {
        set({ action: BUSY, ...shownOf({ ...get(), reopened: null }) })
        const result = await bridge.call('scenarios:start', {
          tenantId,
          ids: [...ids],
          lead: leadOf(ids, get().pickedLead),
        })
        set({ action: actionAfter(result) })
        if (!result.ok) return
        const { runId } = result.value
        ofThisTenant.add(runId)
        const { watched } = get()
        const seen = watched?.runId === runId ? watched : { runId, isRunning: true, steps: new Map() }
        set({ watched: { ...seen, ids } })
      },
      cancel: async () => {
        const { watched } = get()
        if (watched) set({ action: actionAfter(await bridge.call('scenarios:cancel', { runId: watched.runId })) })
      },
      setNote: async (id, note) => {
        const known = get().results.get(id)
        if (!known) return false
        const result = await bridge.call('scenarios:set-note', { runId: known.runId, scenarioId: id, note })
        set({ action: actionAfter(result) })
        await refresh()
        return result.ok
      },
      pickLead: (domain) => set({ pickedLead: domain }),
      findLeads: async (search) => {
        const page = await bridge.call('leads:page', { tenantId, query: { search, sort: 'domain', limit: MOST_FOUND } })
        if (page.ok) set({ leadsFound: page.value.items })
      },
      openRecord: async (d365LeadId) => {
        set({ action: actionAfter(await bridge.call('leads:open-record', { tenantId, d365LeadId })) })
      },
      toggle: (id) => {
        const opened = new Set(get().opened)
        if (!opened.delete(id)) opened.add(id)
        set({ opened })
      },
      choose: (id, isChosen) => {
        const chosen = new Set(get().chosen)
        if (isChosen) chosen.add(id)
        else chosen.delete(id)
        set({ chosen })
      },
      compare: async (runId) => {
        const newest = get().history.find((run) => resultOf(run) !== null)
        if (runId === null || newest === undefined) {
          set({ comparison: null })
          return
        }
        set({ comparison: LOADING })
        set({ comparison: settled(await bridge.call('runs:compare', { first: runId, second: newest.id })) })
      },
      reopen: (runId) => {
        const { history, running } = get()
        set(shownOf({ history, running, reopened: history.find(({ id }) => id === runId) ?? null }))
      },
      connect: () => {
        const stops = [
          bridge.on('run-changed', onRun),
          bridge.on('scenario-step', (step) => {
            if (!ofThisTenant.has(step.runId)) return
            set({ watched: withStep(get().watched, step), opened: withId(get().opened, step.scenarioId) })
          }),
        ]
        void refresh()
        return () => stops.forEach((stop) => stop())
      },
    }
  })
}

const withId = (opened: ReadonlySet<ScenarioId>, id: ScenarioId): ReadonlySet<ScenarioId> =>
  opened.has(id) ? opened : new Set([...opened, id])

/** A run that was under way before this window looked. */
function watchedFrom(runs: readonly Run[]): WatchedRun | null {
  const running = runs.find((run) => run.status === 'running')
  return running ? { runId: running.id, ids: [], isRunning: true, steps: new Map() } : null
}
