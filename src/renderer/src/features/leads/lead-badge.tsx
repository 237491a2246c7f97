import {
  ArrowSync16Regular,
  BranchFork16Regular,
  CheckmarkCircle16Filled,
  DismissCircle16Filled,
  HourglassHalf16Regular,
  QuestionCircle16Filled,
  Subtract16Regular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadListItem, SyncBadge } from '../../../../shared/model/lead.ts'
import { leadBadgeView, type LeadBadgeView } from '../../../../shared/view/lead-badge-view.ts'
import { ToneBadge } from '../../ui/tone-badge.tsx'

const ICONS: Readonly<Record<SyncBadge, ReactNode>> = {
  not_synced: <Subtract16Regular />,
  queued: <HourglassHalf16Regular />,
  in_progress: <ArrowSync16Regular />,
  synced: <CheckmarkCircle16Filled />,
  error: <DismissCircle16Filled />,
  conflict: <BranchFork16Regular />,
  unknown: <QuestionCircle16Filled />,
}

/** The view model of a list row; the same function that judges the scenarios' badge. */
export const badgeViewOf = (row: Pick<LeadListItem, 'badge' | 'd365LeadId' | 'error'>): LeadBadgeView =>
  leadBadgeView({
    status: row.badge === 'not_synced' ? null : row.badge,
    d365LeadId: row.d365LeadId,
    error: row.error,
  })

/** Sync state as icon and word; the error's sentence on hover. */
export function LeadBadge({ view }: { readonly view: LeadBadgeView }): ReactNode {
  const { t } = useTranslation('words')
  const word = t(`badge.${view.badge}`)
  return (
    <ToneBadge tone={view.tone} icon={ICONS[view.badge]} title={view.error ?? `Dynamics 365: ${word}`}>
      {word}
    </ToneBadge>
  )
}
