import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckResult } from '../../../../shared/model/check.ts'
import { formatDuration } from '../../ui/format-time.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { CHECK_TONES } from './check-tones.ts'
import { countByStatus } from './group-rows.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
  },
  count: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    fontVariantNumeric: 'tabular-nums',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  end: { marginLeft: 'auto' },
})

const ORDER = ['passed', 'failed', 'warning', 'attested', 'skipped'] as const

/** The whole in one line: how many of each, and how old it is. */
export function CheckSummary({ result }: { readonly result: CheckResult }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['setup', 'words'])
  const counts = countByStatus(result.rows)
  const duration = formatDuration(Date.parse(result.finishedAt) - Date.parse(result.startedAt), i18n.language)
  return (
    <div className={styles.root}>
      <Text weight="semibold">{result.ok ? t('ok') : t('notOk', { count: counts.failed })}</Text>
      {ORDER.filter((status) => counts[status] > 0).map((status) => (
        <Text key={status} className={styles.count}>
          <ToneIcon tone={CHECK_TONES[status]} /> {counts[status]} {t(`words:checkStatus.${status}`)}
        </Text>
      ))}
      <Text size={200} className={mergeClasses(styles.quiet, styles.end)}>
        {t('lastRun')}: <RelativeTime at={result.finishedAt} />, {t('took', { duration })}
      </Text>
    </div>
  )
}
