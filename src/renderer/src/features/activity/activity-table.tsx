import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ActivityEvent } from '../../../../shared/model/activity-event.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { formatClock, formatMoment } from '../../ui/format-time.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import type { Tone } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    tableLayout: 'fixed',
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    '& th, & td': {
      textAlign: 'left',
      verticalAlign: 'top',
      padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
      borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
      overflowWrap: 'anywhere',
    },
    '& th': { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
    '& tr:last-child td': { borderBottomStyle: 'none' },
  },
  time: { width: '136px', fontVariantNumeric: 'tabular-nums' },
  tenant: { width: '150px' },
  event: { width: '34%' },
  name: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const TONES: Readonly<Record<ActivityEvent['level'], Tone>> = { info: 'neutral', warning: 'warning', error: 'danger' }

export interface ActivityTableProps {
  readonly events: readonly ActivityEvent[]
  readonly tenants: readonly TenantView[]
  readonly showsTenant: boolean
}

export function ActivityTable({ events, tenants, showsTenant }: ActivityTableProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('activity')
  const nameOf = (id: string | null): string => tenants.find((tenant) => tenant.id === id)?.name ?? '–'
  return (
    <table className={styles.table} aria-label={t('table')}>
      <thead>
        <tr>
          <th scope="col" className={styles.time}>
            {t('column.time')}
          </th>
          <th scope="col" className={styles.event}>
            {t('column.event')}
          </th>
          <th scope="col">{t('column.message')}</th>
          {showsTenant && (
            <th scope="col" className={styles.tenant}>
              {t('column.tenant')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <EventRow key={event.sequence} event={event} tenantName={showsTenant ? nameOf(event.tenantId) : null} />
        ))}
      </tbody>
    </table>
  )
}

interface EventRowProps {
  readonly event: ActivityEvent
  readonly tenantName: string | null
}

const EventRow = memo(function EventRow({ event, tenantName }: EventRowProps): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['words', 'activity'])
  const recorded = useRecordedText()
  const ids = [event.d365LeadId, event.clientRequestId].filter((id) => id !== null)
  return (
    <tr data-event={event.name}>
      <td className={styles.time}>
        <time dateTime={event.at} title={formatMoment(event.at, i18n.language)}>
          {formatClock(event.at, i18n.language)}
        </time>
      </td>
      <td>
        <span className={styles.name}>
          <span style={{ paddingTop: 2 }}>
            <ToneIcon tone={TONES[event.level]} />
          </span>
          <span className={styles.words}>
            <Text weight="semibold">{t(`event.${event.name}`)}</Text>
            <Text size={100} font="monospace" className={styles.quiet}>
              {event.name}
            </Text>
          </span>
        </span>
      </td>
      <td>
        <span className={styles.words}>
          <Text>{recorded(event.message)}</Text>
          {(event.domain !== null || ids.length > 0) && (
            <Text size={200} className={styles.quiet}>
              {[event.domain, ...ids].filter((word) => word !== null).join(' · ')}
            </Text>
          )}
        </span>
      </td>
      {tenantName !== null && <td>{tenantName}</td>}
    </tr>
  )
})
