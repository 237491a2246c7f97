import type { LeadListItem, SyncBadge } from '../../../../shared/model/lead.ts'
import type { LeadsData } from './leads-state.ts'
import { PAGE_SIZE } from './leads.updates.ts'

/** The row at `index`, or null while its page is on the way. */
export const rowAt = (pages: LeadsData['pages'], index: number): LeadListItem | null =>
  pages.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE] ?? null

export const allLeads = (counts: LeadsData['counts']): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Which badges are worth a filter: those that occur, and the one chosen now. */
export const offeredBadges = (counts: LeadsData['counts'], chosen: SyncBadge | null): readonly SyncBadge[] =>
  BADGE_ORDER.filter((badge) => (counts[badge] ?? 0) > 0 || badge === chosen)

const BADGE_ORDER: readonly SyncBadge[] = [
  'not_synced',
  'queued',
  'in_progress',
  'synced',
  'error',
  'conflict',
  'unknown',
]
