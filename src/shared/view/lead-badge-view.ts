import { badgeOf, type SyncBadge, type SyncState } from '../model/lead.ts'

/** What the window shows of a lead's sync state; scenarios judge the very same value, so the CLI can judge the badge too. */
export interface LeadBadgeView {
  readonly badge: SyncBadge
  readonly tone: 'neutral' | 'progress' | 'success' | 'danger' | 'warning'
  /** The error sentence, where there is one. */
  readonly error: string | null
  readonly hasLink: boolean
}

const TONES: Readonly<Record<SyncBadge, LeadBadgeView['tone']>> = {
  not_synced: 'neutral',
  queued: 'progress',
  in_progress: 'progress',
  synced: 'success',
  error: 'danger',
  conflict: 'warning',
  unknown: 'warning',
}

export function leadBadgeView(sync: Pick<SyncState, 'status' | 'd365LeadId' | 'error'>): LeadBadgeView {
  const badge = badgeOf(sync.status)
  return { badge, tone: TONES[badge], error: badge === 'error' ? sync.error : null, hasLink: sync.d365LeadId !== null }
}
