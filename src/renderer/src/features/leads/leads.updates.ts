import type { Failure } from '../../../../shared/model/failure.ts'
import type { LeadPage } from '../../../../shared/model/lead.ts'
import { IDLE } from '../../bridge/action-state.ts'
import { LOADING } from '../../bridge/loadable.ts'
import type { LeadsData, ListQuery } from './leads-state.ts'

export const PAGE_SIZE = 100

export const FIRST_STATE: LeadsData = {
  query: { search: '', badge: null, sort: 'priorityScore', descending: false },
  generation: 0,
  pages: new Map(),
  requested: new Set([0]),
  total: null,
  counts: {},
  isStale: false,
  failure: null,
  checked: new Set(),
  openDomain: null,
  detail: LOADING,
  detailAction: IDLE,
  starting: new Set(),
  importAction: IDLE,
  importResult: null,
  importQuestion: null,
}

/** The numbers of the pages that hold rows `first` to `last`. */
export function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.floor(Math.max(0, first) / PAGE_SIZE)
  const to = Math.floor(Math.max(first, last) / PAGE_SIZE)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** A new question: the old rows stay on the screen, marked stale, until the first answer replaces them. */
export const withQuery = (state: LeadsData, patch: Partial<ListQuery>): Partial<LeadsData> => ({
  query: { ...state.query, ...patch },
  generation: state.generation + 1,
  requested: new Set([0]),
  isStale: true,
  failure: null,
})

export function withPage(state: LeadsData, number: number, page: LeadPage): Partial<LeadsData> {
  const kept = state.isStale ? [] : [...state.pages].filter(([, rows]) => rows.length > 0)
  const lastPage = Math.ceil(page.total / PAGE_SIZE)
  const pages = new Map(kept.filter(([index]) => index < lastPage)).set(number, page.items)
  return {
    pages,
    requested: new Set([...(state.isStale ? [] : state.requested), number]),
    total: page.total,
    counts: page.countsByBadge,
    isStale: false,
    failure: null,
  }
}

/** The rows have changed: what is not on the screen is forgotten, so that it is read afresh when it comes into view. */
export function withOnlyPages(state: LeadsData, kept: readonly number[]): Partial<LeadsData> {
  return {
    pages: new Map([...state.pages].filter(([number]) => kept.includes(number))),
    requested: new Set(kept),
  }
}

export const withFailure = (state: LeadsData, failure: Failure): Partial<LeadsData> => ({
  failure,
  isStale: false,
  requested: new Set(state.pages.keys()),
})

export function withToggled(state: LeadsData, domain: string): Partial<LeadsData> {
  const checked = new Set(state.checked)
  if (!checked.delete(domain)) checked.add(domain)
  return { checked }
}
