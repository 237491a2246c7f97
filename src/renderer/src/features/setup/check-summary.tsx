import { makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle24Filled,
  DismissCircle24Filled,
  QuestionCircle24Regular,
  Warning24Filled,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckResult, CheckRow } from '../../../../shared/model/check.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { formatDuration } from '../../ui/format-time.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import type { Tone } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { CheckIcon } from './check-icon.tsx'
import { countByStatus } from './group-rows.ts'
import { rowElementId } from './row-element-id.ts'
import { verdictOf, type Verdict } from './verdict-of.ts'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gridTemplateColumns: '24px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderLeftWidth: '4px',
    borderRadius: tokens.borderRadiusLarge,
  },
  success: { borderLeftColor: tokens.colorStatusSuccessBorder2 },
  warning: { borderLeftColor: tokens.colorStatusWarningBorder2 },
  danger: { borderLeftColor: tokens.colorStatusDangerBorder2 },
  neutral: { borderLeftColor: tokens.colorNeutralStroke1 },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  title: { margin: 0, lineHeight: '24px' },
  counts: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalXS,
  },
  count: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    fontVariantNumeric: 'tabular-nums',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  end: { marginLeft: 'auto' },
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  link: {
    padding: `${tokens.spacingVerticalXXS} 0`,
    border: 'none',
    backgroundColor: 'transparent',
    color: tokens.colorBrandForegroundLink,
    font: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { textDecorationLine: 'underline' },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
})

const ORDER = ['passed', 'failed', 'warning', 'attested', 'skipped'] as const

type VerdictTone = Extract<Tone, 'success' | 'warning' | 'danger' | 'neutral'>
const TONES: Readonly<Record<Verdict, VerdictTone>> = {
  broken: 'danger',
  stale: 'warning',
  incomplete: 'neutral',
  off: 'success',
  ready: 'success',
}
const ICONS: Readonly<Record<VerdictTone, ReactNode>> = {
  success: <CheckmarkCircle24Filled />,
  warning: <Warning24Filled />,
  danger: <DismissCircle24Filled />,
  neutral: <QuestionCircle24Regular />,
}

interface CheckSummaryProps {
  readonly tenant: TenantView
  readonly result: CheckResult
}

/** The verdict first: whether leads will arrive, and if not, at which rows it fails; then how many of each, and how old it is. */
export function CheckSummary({ tenant, result }: CheckSummaryProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('setup')
  const verdict = verdictOf(result.rows, tenant.d365Enabled)
  const tone = TONES[verdict]
  const failed = result.rows.filter(({ status }) => status === 'failed')
  return (
    <section className={mergeClasses(styles.root, styles[tone])} aria-label={t('verdict.label')} data-verdict={verdict}>
      <ToneIcon tone={tone} icon={ICONS[tone]} />
      <div className={styles.words}>
        <Subtitle2 as="h2" className={styles.title}>
          {t(`verdict.${verdict}`)}
        </Subtitle2>
        {failed.length > 0 && <FailedRows rows={failed} />}
        <Counts result={result} />
      </div>
    </section>
  )
}

/** Leads to each row that has to be mended. */
function FailedRows({ rows }: { readonly rows: readonly CheckRow[] }): ReactNode {
  const styles = useStyles()
  const runbookText = useRunbookText()
  const show = (id: string): void => {
    const line = document.getElementById(rowElementId(id))
    line?.scrollIntoView({ block: 'center' })
    line?.focus({ preventScroll: true })
  }
  return (
    <ul className={styles.list}>
      {rows.map(({ id, title }) => (
        <li key={id}>
          <button type="button" className={styles.link} onClick={() => show(id)}>
            {id} {runbookText(id, title)}
          </button>
        </li>
      ))}
    </ul>
  )
}

function Counts({ result }: { readonly result: CheckResult }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['setup', 'words'])
  const counts = countByStatus(result.rows)
  const duration = formatDuration(Date.parse(result.finishedAt) - Date.parse(result.startedAt), i18n.language)
  return (
    <div className={styles.counts}>
      <Text weight="semibold">{result.ok ? t('ok') : t('notOk', { count: counts.failed })}</Text>
      {ORDER.filter((status) => counts[status] > 0).map((status) => (
        <Text key={status} className={styles.count}>
          <CheckIcon status={status} /> {counts[status]} {t(`words:checkStatus.${status}`)}
        </Text>
      ))}
      <Text size={200} className={mergeClasses(styles.quiet, styles.end)}>
        {t('lastRun')}: <RelativeTime at={result.finishedAt} />, {t('took', { duration })}
      </Text>
    </div>
  )
}
