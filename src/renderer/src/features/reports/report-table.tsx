import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components'
import { DocumentAdd20Regular, FolderOpen20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ReportFormatSchema } from '../../../../shared/model/report.ts'
import { EvidenceContext } from '../../app/evidence/evidence.store.ts'
import { formatDuration } from '../../ui/format-time.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { RUN_TONES, type ReportRow } from './report-rows.ts'
import { ReportsContext } from './reports.store.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  list: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  row: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM },
  kind: { minWidth: '110px' },
  end: { marginLeft: 'auto', display: 'flex', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  files: { margin: 0, padding: 0, listStyleType: 'none', display: 'flex', flexDirection: 'column' },
  file: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS, minWidth: 0 },
  path: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
})

export function ReportTable({ rows }: { readonly rows: readonly ReportRow[] }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('reports')
  return (
    <ul className={styles.list} aria-label={t('list')}>
      {rows.map((row) => (
        <ReportRowView key={row.run.id} row={row} />
      ))}
    </ul>
  )
}

function ReportRowView({ row }: { readonly row: ReportRow }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['reports', 'words', 'evidence'])
  const showEvidence = EvidenceContext.useSelected((state) => state.show)
  const { run } = row
  const tone = RUN_TONES[run.status]
  const tookMs = run.finishedAt === null ? null : Date.parse(run.finishedAt) - Date.parse(run.startedAt)
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <Text weight="semibold" className={styles.kind}>
          {t(`words:runKind.${run.kind}`)}
        </Text>
        <ToneBadge tone={tone} icon={<ToneIcon tone={tone} />}>
          {t(`words:runStatus.${run.status}`)}
        </ToneBadge>
        <Text size={200} className={styles.quiet}>
          <RelativeTime at={run.startedAt} />
          {tookMs !== null && ` · ${formatDuration(tookMs, i18n.language)}`}
        </Text>
        <span className={styles.end}>
          <OpenerButton size="small" appearance="subtle" onClick={() => showEvidence(run.id)}>
            {t('evidence:show')}
          </OpenerButton>
          <WriteMenu runId={run.id} />
        </span>
      </div>
      {row.reports.length > 0 && <WrittenFiles row={row} />}
    </li>
  )
}

function WriteMenu({ runId }: { readonly runId: string }): ReactNode {
  const { t } = useTranslation('reports')
  const write = ReportsContext.useSelected((state) => state.write)
  const writingRunId = ReportsContext.useSelected((state) => state.writingRunId)
  const isWriting = writingRunId === runId
  const formats = ReportFormatSchema.options
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          size="small"
          icon={isWriting ? <Spinner size="tiny" /> : <DocumentAdd20Regular />}
          disabledFocusable={writingRunId !== null}
        >
          {isWriting ? t('writing') : t('write')}
        </Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItem onClick={() => void write(runId, formats)}>{t('formats.all')}</MenuItem>
          {formats.map((format) => (
            <MenuItem key={format} onClick={() => void write(runId, [format])}>
              {t(`formats.${format}`)}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}

function WrittenFiles({ row }: { readonly row: ReportRow }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('reports')
  const reveal = ReportsContext.useSelected((state) => state.reveal)
  return (
    <ul className={styles.files}>
      {row.reports.map((report) => (
        <li key={report.path} className={styles.file}>
          <Button
            size="small"
            appearance="subtle"
            icon={<FolderOpen20Regular />}
            aria-label={t('revealFile', { file: fileName(report.path) })}
            onClick={() => void reveal(report.path)}
          >
            {t('reveal')}
          </Button>
          <Text size={200} title={report.path} className={styles.path}>
            {fileName(report.path)}
          </Text>
          <Text size={200} className={styles.quiet}>
            <RelativeTime at={report.at} />
          </Text>
        </li>
      ))}
    </ul>
  )
}

const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path
