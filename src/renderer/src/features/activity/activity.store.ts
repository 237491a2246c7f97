import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { createStoreContext } from '../../ui/store-context.ts'
import type { ActivityState } from './activity-state.ts'
import { withEvent, withOlder, withSnapshot } from './activity.updates.ts'

export const PAGE = 100

export const ActivityContext = createStoreContext<ActivityState>('activity')

export function createActivityStore(bridge: Bridge, firstTenantId: string | null): StoreApi<ActivityState> {
  return createStore<ActivityState>()((set, get) => {
    const refresh = coalesce(async () => {
      const { tenantId } = get()
      const result = await bridge.call('activity:list', { tenantId, beforeSequence: null, limit: PAGE })
      if (get().tenantId !== tenantId) return
      set(result.ok ? withSnapshot(get().events, result.value, PAGE) : { failure: result.failure })
    })
    return {
      tenantId: firstTenantId,
      events: null,
      hasOlder: false,
      isReadingOlder: false,
      failure: null,
      refresh,
      filter: (tenantId) => {
        if (tenantId === get().tenantId) return
        set({ tenantId, events: null, failure: null })
        void refresh()
      },
      readOlder: async () => {
        const { tenantId, events } = get()
        const oldest = events?.at(-1)
        if (!oldest) return
        set({ isReadingOlder: true })
        const result = await bridge.call('activity:list', { tenantId, beforeSequence: oldest.sequence, limit: PAGE })
        set({ isReadingOlder: false })
        if (get().tenantId !== tenantId) return
        set(result.ok ? withOlder(get().events ?? [], result.value, PAGE) : { failure: result.failure })
      },
      connect: () => {
        const stop = bridge.on('activity', (event) => {
          const { events, tenantId } = get()
          if (events !== null && (tenantId === null || event.tenantId === tenantId)) set(withEvent(events, event))
        })
        // Of a large push only the newest lines came one by one; its end is the time to read them all.
        const stopRuns = bridge.on('run-changed', (run) => {
          if (run.status !== 'running') void refresh()
        })
        void refresh()
        return () => {
          stop()
          stopRuns()
        }
      },
    }
  })
}
