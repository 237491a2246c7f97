import type { CallOutput } from '../../../../shared/contract/calls.ts'
import type { Failure } from '../../../../shared/model/failure.ts'
import type { ImportResult, LeadListItem, LeadQuery, SyncBadge } from '../../../../shared/model/lead.ts'
import type { ActionState } from '../../bridge/action-state.ts'
import type { Loadable } from '../../bridge/loadable.ts'

export type LeadDetail = CallOutput<'leads:detail'>
export type ListQuery = Pick<LeadQuery, 'search' | 'badge' | 'sort' | 'descending'>
export type SortColumn = LeadQuery['sort']

export interface LeadsData {
  readonly query: ListQuery
  /** Moves with the query: an answer to an older query is dropped. */
  readonly generation: number
  /** Pages of PAGE_SIZE rows by number; rows not yet read are missing. */
  readonly pages: ReadonlyMap<number, readonly LeadListItem[]>
  readonly requested: ReadonlySet<number>
  /** Rows that match; null before the first answer. */
  readonly total: number | null
  readonly counts: Partial<Readonly<Record<SyncBadge, number>>>
  readonly isStale: boolean
  readonly failure: Failure | null
  readonly checked: ReadonlySet<string>
  readonly openDomain: string | null
  readonly detail: Loadable<LeadDetail>
  readonly detailAction: ActionState
  readonly starting: ReadonlySet<string>
  readonly importAction: ActionState
  readonly importResult: ImportResult | null
  /** A file whose columns the admin is asked about; null when nothing is asked. */
  readonly importQuestion: CallOutput<'leads:choose-import'>
}

export interface LeadsState extends LeadsData {
  readonly setQuery: (patch: Partial<ListQuery>) => void
  /** Rows `first` to `last` are on the screen: reads the pages that are missing. */
  readonly needRange: (first: number, last: number) => void
  readonly refresh: () => Promise<void>
  readonly open: (domain: string | null) => void
  readonly toggle: (domain: string) => void
  readonly clearChecked: () => void
  /** Asks for a file; imports it at once where every column is known, else asks what the others are. */
  readonly chooseImport: () => Promise<void>
  /** The file's columns as the admin named them. */
  readonly importFile: (importId: string, map: Readonly<Record<string, string>>) => Promise<void>
  readonly dismissImport: () => void
  readonly push: (domains: readonly string[]) => Promise<void>
  /** None of the records in conflict is this lead. */
  readonly decline: (domain: string) => Promise<void>
  readonly adopt: (domain: string, d365LeadId: string) => Promise<void>
  readonly erase: (domain: string) => Promise<void>
  readonly openLink: (domain: string) => Promise<void>
  readonly connect: () => () => void
}
