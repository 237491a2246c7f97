import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { CallOutput } from '../../../../shared/contract/calls.ts'
import { LOADING, settled, type Loadable } from '../../bridge/loadable.ts'
import { createStoreContext } from '../../ui/store-context.ts'

type RunWithEvidence = CallOutput<'runs:show'>

/** Evidence is read when somebody asks to see it: a run may hold hundreds of exchanges. */
export interface EvidenceState {
  /** Id of a run or of one piece of evidence; null = closed. */
  readonly shownId: string | null
  readonly shown: Loadable<RunWithEvidence>
  readonly show: (id: string) => void
  readonly close: () => void
  /** Another piece of the same run: nothing is read again. */
  readonly select: (id: string) => void
  /** What was seen, piece by piece, or every request on one line of time. */
  readonly view: 'pieces' | 'waterfall'
  readonly setView: (view: 'pieces' | 'waterfall') => void
  /** The piece by itself, from the line of time. */
  readonly open: (id: string) => void
}

export const EvidenceContext = createStoreContext<EvidenceState>('evidence')

export const createEvidenceStore = (bridge: Bridge): StoreApi<EvidenceState> =>
  createStore<EvidenceState>()((set, get) => ({
    shownId: null,
    shown: LOADING,
    show: (id) => {
      set({ shownId: id, shown: LOADING, view: 'pieces' })
      void bridge.call('runs:show', { id }).then((result) => {
        if (get().shownId === id) set({ shown: settled(result) })
      })
    },
    close: () => set({ shownId: null }),
    select: (id) => set({ shownId: id }),
    view: 'pieces',
    setView: (view) => set({ view }),
    open: (id) => set({ shownId: id, view: 'pieces' }),
  }))
