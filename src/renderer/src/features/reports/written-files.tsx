import { Button, makeStyles, Text, tokens, Tooltip } from '@fluentui/react-components'
import { FolderOpen20Regular, Open20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { WrittenReport } from '../../../../shared/model/report.ts'
import { formatBytes } from '../../ui/format-time.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { ReportsContext } from './reports.store.ts'

const useStyles = makeStyles({
  files: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  file: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  format: { minWidth: '96px' },
  name: { flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  digest: { fontFamily: tokens.fontFamilyMonospace },
})

/** The files written on a run, newest first: what they are, what they were when they were written, and the ways to them. */
export function WrittenFiles({ reports }: { readonly reports: readonly WrittenReport[] }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('reports')
  return (
    <ul className={styles.files} aria-label={t('files')}>
      {reports.map((report) => (
        <WrittenFile key={`${report.path} ${report.at}`} report={report} />
      ))}
    </ul>
  )
}

function WrittenFile({ report }: { readonly report: WrittenReport }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['reports', 'common'])
  const open = ReportsContext.useSelected((state) => state.open)
  const reveal = ReportsContext.useSelected((state) => state.reveal)
  const { path, digest, bytes, language } = report
  const file = fileName(path)
  return (
    <li className={styles.file}>
      <span className={styles.format}>
        <ToneBadge tone="neutral">{t(`formats.${report.format}`)}</ToneBadge>
      </span>
      <Text size={200} title={path} className={styles.name}>
        {file}
      </Text>
      {digest !== null && (
        <Tooltip content={`SHA-256 ${digest}`} relationship="description">
          <Text size={200} className={`${styles.quiet} ${styles.digest}`} tabIndex={0}>
            {digest.slice(0, 8)}
          </Text>
        </Tooltip>
      )}
      <Text size={200} className={styles.quiet}>
        {[language?.toUpperCase(), bytes === null ? null : formatBytes(bytes, i18n.language)]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <Text size={200} className={styles.quiet}>
        <RelativeTime at={report.at} />
      </Text>
      <Button
        size="small"
        appearance="subtle"
        icon={<Open20Regular />}
        aria-label={t('openFile', { file })}
        title={t('common:open')}
        onClick={() => void open(path)}
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<FolderOpen20Regular />}
        aria-label={t('revealFile', { file })}
        title={t('reveal')}
        onClick={() => void reveal(path)}
      />
    </li>
  )
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
