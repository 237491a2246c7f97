import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { DocumentAdd20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EvidenceContext } from '../../app/evidence/evidence.store.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { formatDuration } from '../../ui/format-time.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { RUN_TONES, type ReportRow } from './report-rows.ts'
import { ReportsContext } from './reports.store.ts'
import { WrittenFiles } from './written-files.tsx'

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
  const { run, reports } = row
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
        <RowActions row={row} />
      </div>
      {reports.length > 0 && <WrittenFiles reports={reports} />}
    </li>
  )
}

function RowActions({ row: { run } }: { readonly row: ReportRow }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['reports', 'evidence'])
  const showEvidence = EvidenceContext.useSelected((state) => state.show)
  const order = ReportsContext.useSelected((state) => state.order)
  const preview = ReportsContext.useSelected((state) => state.showPreview)
  return (
    <span className={styles.end}>
      <OpenerButton size="small" appearance="subtle" onClick={() => showEvidence(run.id)}>
        {t('evidence:show')}
      </OpenerButton>
      <OpenerButton size="small" appearance="subtle" onClick={() => void preview(run, languageOf(i18n.language))}>
        {t('preview.show')}
      </OpenerButton>
      <OpenerButton size="small" icon={<DocumentAdd20Regular />} onClick={() => order(run)}>
        {t('write')}
      </OpenerButton>
    </span>
  )
}
