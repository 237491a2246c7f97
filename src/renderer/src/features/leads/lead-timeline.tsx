import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityEvent } from '../../../../shared/model/activity-event.ts'
import type { Attempt } from '../../../../shared/model/push.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { AttemptWords } from './attempt-words.tsx'
import { timelineOf, type TimelineEntry } from './timeline.ts'

const useStyles = makeStyles({
  root: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  entry: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) max-content',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'start',
    paddingBottom: tokens.spacingVerticalM,
  },
  icon: { paddingTop: '2px' },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
})

export interface LeadTimelineProps {
  readonly attempts: readonly Attempt[]
  readonly events: readonly ActivityEvent[]
}

/** What happened to the lead, in words, newest first. */
export function LeadTimeline({ attempts, events }: LeadTimelineProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const entries = timelineOf(attempts, events)
  if (entries.length === 0) return <Text className={styles.quiet}>{t('detail.noHistory')}</Text>
  return (
    <ol className={styles.root}>
      {entries.map((entry) => (
        <li key={entry.key} className={styles.entry}>
          <span className={styles.icon}>
            <ToneIcon tone={entry.tone} />
          </span>
          <EntryWords entry={entry} />
          <Text size={200} className={styles.quiet}>
            <RelativeTime at={entry.at} />
          </Text>
        </li>
      ))}
    </ol>
  )
}

function EntryWords({ entry }: { readonly entry: TimelineEntry }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['leads', 'words'])
  const recorded = useRecordedText()
  const title =
    entry.kind === 'event'
      ? t(`words:event.${entry.name}`)
      : `${t('detail.attempt', { number: entry.attempt.number })}: ${t(`words:attempt.${entry.attempt.state}`)}`
  return (
    <div className={styles.words}>
      <Text weight="semibold">{title}</Text>
      {entry.kind === 'event' ? (
        <Text size={200}>{recorded(entry.message)}</Text>
      ) : (
        <AttemptWords attempt={entry.attempt} />
      )}
      {entry.kind === 'attempt' && entry.requestId !== null && (
        <Text size={100} font="monospace" className={styles.quiet}>
          {t('detail.request', { id: entry.requestId })}
        </Text>
      )}
    </div>
  )
}
