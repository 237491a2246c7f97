import { Button, makeStyles, MessageBar, MessageBarBody, Spinner, Text, tokens } from '@fluentui/react-components'
import { DatabaseArrowUp20Regular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Backup } from '../../../../shared/contract/calls.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes, formatMoment } from '../../ui/format-time.ts'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Section } from '../../ui/section.tsx'
import { SettingsContext } from './settings.store.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 90px max-content',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '40px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Copies of the local database: made by hand or daily, put back here. */
export function BackupsSection(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('settings')
  const backups = SettingsContext.useSelected((state) => state.backups)
  const isBusy = SettingsContext.useSelected((state) => state.action.status === 'busy')
  const make = SettingsContext.useSelected((state) => state.makeBackup)
  const restored = SettingsContext.useSelected((state) => state.restored)
  return (
    <Section
      title={t('backups.title')}
      hint={t('backups.hint')}
      actions={
        <Button
          icon={isBusy ? <Spinner size="tiny" /> : <DatabaseArrowUp20Regular />}
          disabledFocusable={isBusy}
          onClick={() => void make()}
        >
          {t('backups.make')}
        </Button>
      }
    >
      {restored && (
        <MessageBar intent={restored.verdict === 'ok' ? 'success' : 'warning'} layout="multiline">
          <MessageBarBody>{t('backups.restored', { verdict: restored.verdict })}</MessageBarBody>
        </MessageBar>
      )}
      {backups.status === 'loading' && <LoadingState rows={2} />}
      {backups.status === 'failed' && <FailureNotice failure={backups.failure} />}
      {backups.status === 'loaded' && backups.value.length === 0 && (
        <Text className={styles.quiet}>{t('backups.none')}</Text>
      )}
      {backups.status === 'loaded' && backups.value.length > 0 && (
        <ul className={styles.list}>
          {backups.value.map((backup) => (
            <BackupRow key={backup.name} backup={backup} isBusy={isBusy} />
          ))}
        </ul>
      )}
    </Section>
  )
}

function BackupRow({ backup, isBusy }: { readonly backup: Backup; readonly isBusy: boolean }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('settings')
  const restore = SettingsContext.useSelected((state) => state.restore)
  const [isAsking, setAsking] = useState(false)
  const moment = formatMoment(backup.at, i18n.language)
  return (
    <li className={styles.row}>
      <Text title={backup.name}>{moment}</Text>
      <Text className={styles.number}>{formatBytes(backup.bytes, i18n.language)}</Text>
      <OpenerButton
        size="small"
        disabledFocusable={isBusy}
        aria-label={t('backups.restoreOf', { moment })}
        onClick={() => setAsking(true)}
      >
        {t('backups.restore')}
      </OpenerButton>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('backups.confirmTitle')}
        confirmLabel={t('backups.confirm')}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void restore(backup.name)
        }}
      >
        <Text>{t('backups.confirmBody', { moment })}</Text>
      </ConfirmDialog>
    </li>
  )
}
