import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import { BUSY, IDLE, actionAfter } from '../../bridge/action-state.ts'
import { coalesce } from '../../bridge/coalesce.ts'
import { refreshing, settled } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'
import { needsNames } from './import-columns.ts'
import type { LeadsState } from './leads-state.ts'
import {
  FIRST_STATE,
  PAGE_SIZE,
  pagesOf,
  withFailure,
  withOnlyPages,
  withPage,
  withQuery,
  withToggled,
} from './leads.updates.ts'

export const LeadsContext = createStoreContext<LeadsState>('leads')

/** The leads of one tenant: read page by page as they come into view, and again when the main process says they changed. */
export function createLeadsStore(bridge: Bridge, tenantId: string): StoreApi<LeadsState> {
  return createStore<LeadsState>()((set, get) => {
    let visible: readonly [number, number] = [0, 0]

    const readPage = async (page: number): Promise<void> => {
      const { query, generation } = get()
      const input = { ...query, offset: page * PAGE_SIZE, limit: PAGE_SIZE }
      const result = await bridge.call('leads:page', { tenantId, query: input })
      if (get().generation !== generation) return
      set(result.ok ? withPage(get(), page, result.value) : withFailure(get(), result.failure))
    }
    const readVisible = coalesce(async () => {
      const pages = pagesOf(...visible)
      if (!get().isStale) set(withOnlyPages(get(), pages))
      await Promise.all(pages.map(readPage))
    })
    const readDetail = coalesce(async () => {
      const domain = get().openDomain
      if (domain === null) return
      const result = await bridge.call('leads:detail', { tenantId, domain })
      if (get().openDomain === domain) set({ detail: settled(result) })
    })

    return {
      ...FIRST_STATE,
      setQuery: (patch) => {
        visible = [0, 0]
        set(withQuery(get(), patch))
        void readVisible()
      },
      needRange: (first, last) => {
        visible = [first, last]
        const missing = pagesOf(first, last).filter((page) => !get().pages.has(page) && !get().requested.has(page))
        if (missing.length === 0) return
        set({ requested: new Set([...get().requested, ...missing]) })
        void Promise.all(missing.map(readPage))
      },
      refresh: async () => {
        await Promise.all([readVisible(), readDetail()])
      },
      open: (domain) => {
        const isOther = domain !== get().openDomain
        set({ openDomain: domain, ...(isOther ? { detail: { status: 'loading' }, detailAction: IDLE } : {}) })
        void readDetail()
      },
      toggle: (domain) => set(withToggled(get(), domain)),
      clearChecked: () => set({ checked: new Set() }),
      chooseImport: async () => {
        set({ importAction: BUSY, importResult: null })
        const chosen = await bridge.call('leads:choose-import', {})
        if (!chosen.ok || chosen.value === null) {
          set({ importAction: actionAfter(chosen) })
          return
        }
        const { importId, preview } = chosen.value
        if (needsNames(preview)) set({ importAction: IDLE, importQuestion: chosen.value })
        else await get().importFile(importId, {})
      },
      importFile: async (importId, map) => {
        set({ importAction: BUSY })
        const result = await bridge.call('leads:import', { importId, map: { ...map } })
        // Asked again with the reason, where there was a question.
        set({
          importAction: actionAfter(result),
          ...(result.ok ? { importResult: result.value, importQuestion: null } : {}),
        })
        if (result.ok) await readVisible()
      },
      dismissImport: () => set({ importResult: null, importAction: IDLE, importQuestion: null }),
      push: async (domains) => {
        set({ detailAction: BUSY, starting: new Set([...get().starting, ...domains]) })
        const result = await bridge.call('push:start', { tenantId, selection: { domains: [...domains] } })
        const starting = new Set([...get().starting].filter((domain) => !domains.includes(domain)))
        set({ detailAction: actionAfter(result), starting, ...(result.ok ? { checked: new Set<string>() } : {}) })
        await get().refresh()
      },
      adopt: async (domain, d365LeadId) => {
        set({ detailAction: BUSY })
        const result = await bridge.call('push:adopt', { tenantId, domain, d365LeadId })
        set({ detailAction: actionAfter(result), detail: refreshing(get().detail) })
        await get().refresh()
      },
      decline: async (domain) => {
        set({ detailAction: BUSY })
        const result = await bridge.call('push:decline', { tenantId, domain })
        set({ detailAction: actionAfter(result), detail: refreshing(get().detail) })
        await get().refresh()
      },
      erase: async (domain) => {
        set({ detailAction: actionAfter(await bridge.call('leads:erase', { domain })) })
      },
      openLink: async (domain) => {
        set({ detailAction: actionAfter(await bridge.call('leads:open-link', { tenantId, domain })) })
      },
      connect: () => {
        const stops = [
          bridge.on('leads-changed', () => void get().refresh()),
          bridge.on('lead-changed', (event) => {
            if (event.tenantId !== tenantId) return
            void readVisible()
            if (event.domain === get().openDomain) void readDetail()
          }),
          bridge.on('run-changed', (run) => {
            if (run.kind !== 'push' || run.tenantId !== tenantId || run.status === 'running') return
            void get().refresh()
          }),
        ]
        void readVisible()
        return () => stops.forEach((stop) => stop())
      },
    }
  })
}
