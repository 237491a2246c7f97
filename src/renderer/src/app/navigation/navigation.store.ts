import { createStore, type StoreApi } from 'zustand/vanilla'
import { createStoreContext } from '../../ui/store-context.ts'
import { PLACES, type Place } from './places.ts'

export interface NavigationState {
  readonly place: Place
  readonly isPaletteOpen: boolean
  readonly goTo: (place: Place) => void
  readonly setPaletteOpen: (isOpen: boolean) => void
}

export const NavigationContext = createStoreContext<NavigationState>('navigation')

/** Which place is shown. `first` is the place of the last address fragment, so that a reload stays where it was. */
export const createNavigationStore = (first: string | null): StoreApi<NavigationState> =>
  createStore<NavigationState>()((set) => ({
    place: PLACES.find((place) => place === first) ?? 'overview',
    isPaletteOpen: false,
    goTo: (place) => set({ place, isPaletteOpen: false }),
    setPaletteOpen: (isPaletteOpen) => set({ isPaletteOpen }),
  }))
