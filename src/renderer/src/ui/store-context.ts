import { createContext, createElement, useContext, type ReactNode } from 'react'
import { useStore, type StoreApi } from 'zustand'

/** The two ends of a store given through context: a provider for the app and a selector hook for components. */
export interface StoreContext<S> {
  readonly Provider: (props: { readonly store: StoreApi<S>; readonly children: ReactNode }) => ReactNode
  readonly useSelected: <T>(selector: (state: S) => T) => T
}

/** One per feature, made next to its store; no module holds a store itself, so every test and every tenant has its own. */
export function createStoreContext<S>(name: string): StoreContext<S> {
  const Context = createContext<StoreApi<S> | null>(null)
  return {
    Provider: ({ store, children }) => createElement(Context.Provider, { value: store }, children),
    useSelected: (selector) => {
      const store = useContext(Context)
      if (!store) throw new Error(`The ${name} store is used outside its provider.`)
      return useStore(store, selector)
    },
  }
}
