import type { Result } from '../../../shared/lib/result.ts'
import type { Failure } from '../../../shared/model/failure.ts'

/** Something asked of the main process, in every state a screen must be able to show. */
export type Loadable<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'loaded'; readonly value: T; readonly isRefreshing: boolean }
  | { readonly status: 'failed'; readonly failure: Failure }

export const LOADING: { readonly status: 'loading' } = { status: 'loading' }

export const loaded = <T>(value: T): Loadable<T> => ({ status: 'loaded', value, isRefreshing: false })

export const settled = <T>(result: Result<T, Failure>): Loadable<T> =>
  result.ok ? loaded(result.value) : { status: 'failed', failure: result.failure }

/** Asks again without taking away what is on the screen. */
export const refreshing = <T>(current: Loadable<T>): Loadable<T> =>
  current.status === 'loaded' ? { ...current, isRefreshing: true } : LOADING

export const valueOf = <T>(loadable: Loadable<T>): T | null => (loadable.status === 'loaded' ? loadable.value : null)
