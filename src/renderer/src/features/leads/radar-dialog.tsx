import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Link,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RadarRecord, RadarResult } from '../../../../shared/model/duplicates.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { DuplicatesContext } from './duplicates.store.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '680px' },
  body: { maxHeight: 'calc(100vh - 112px)' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
  },
  records: {
    margin: `${tokens.spacingVerticalXS} 0 0`,
    padding: `0 0 0 ${tokens.spacingHorizontalM}`,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    borderLeft: `2px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Domains with more than one lead in Dynamics 365. Closing it stops the search. */
export function RadarDialog(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['push', 'common'])
  const radar = DuplicatesContext.useSelected((state) => state.radar)
  const close = DuplicatesContext.useSelected((state) => state.closeRadar)
  const failure = failureOf(DuplicatesContext.useSelected((state) => state.action))
  return (
    <Dialog open={radar !== null} onOpenChange={(_event, data) => (data.open ? undefined : close())}>
      {radar === null ? (
        <></>
      ) : (
        <DialogSurface className={styles.surface}>
          <DialogBody className={styles.body}>
            <DialogTitle>{t('radar.title')}</DialogTitle>
            <DialogContent className={styles.content}>
              {failure && <FailureNotice failure={failure} />}
              {radar.status === 'loading' && <LoadingState rows={3} />}
              {radar.status === 'failed' && <FailureNotice failure={radar.failure} />}
              {radar.status === 'loaded' && <Findings result={radar.value} />}
            </DialogContent>
            <DialogActions>
              <Button onClick={close}>{radar.status === 'loading' ? t('radar.stop') : t('common:close')}</Button>
            </DialogActions>
          </DialogBody>
        </DialogSurface>
      )}
    </Dialog>
  )
}

function Findings({ result }: { readonly result: RadarResult }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('push')
  const looked = result.looked.toLocaleString(i18n.language)
  const count = result.duplicates.length
  return (
    <>
      <Text role="status">{count === 0 ? t('radar.none', { looked }) : t('radar.found', { count, looked })}</Text>
      <ul className={styles.list} aria-label={t('radar.title')}>
        {result.duplicates.map(({ domain, records }) => (
          <li key={domain}>
            <Text weight="semibold">{domain}</Text>
            <ul className={styles.records}>
              {records.map((record) => (
                <li key={record.d365LeadId}>
                  <RecordLine record={record} />
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  )
}

function RecordLine({ record }: { readonly record: RadarRecord }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('leads')
  const open = DuplicatesContext.useSelected((state) => state.openRecord)
  return (
    <>
      <Link as="button" title={record.link} onClick={() => void open(record.d365LeadId)}>
        {record.companyName ?? record.subject ?? record.d365LeadId}
      </Link>{' '}
      <Text size={200} className={styles.quiet}>
        {[record.subject, record.isOpen ? t('conflict.open') : t('conflict.closed')].filter(Boolean).join(' · ')}
        {record.createdOn !== null && (
          <>
            {' · '}
            <RelativeTime at={record.createdOn} />
          </>
        )}
      </Text>
    </>
  )
}
