import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../../shared/model/run.ts'
import { EvidenceContext } from '../../app/evidence/evidence.store.ts'
import { resultOf } from '../../app/runs/newest-results.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatMoment } from '../../ui/format-time.ts'
import { LoadingState } from '../../ui/loading-state.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { Section } from '../../ui/section.tsx'
import { ToneBadge, type Tone } from '../../ui/tone-badge.tsx'
import { ComparisonView } from './comparison-view.tsx'
import { ScenariosContext } from './scenarios.store.ts'

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(180px, max-content) max-content minmax(0, 1fr) max-content max-content',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '36px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** More are found by command line; a window is for looking back a little. */
const SHOWN = 8

const TONES: Readonly<Partial<Record<Run['status'], Tone>>> = { passed: 'success', failed: 'danger' }

/** Earlier runs: what each saw, and how it differs from the newest. */
export function RunHistory(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('scenarios')
  const history = ScenariosContext.useSelected((state) => state.history)
  const comparison = ScenariosContext.useSelected((state) => state.comparison)
  if (history.length === 0) return null
  return (
    <Section title={t('history.title')} hint={t('history.hint')}>
      <ul className={styles.list} aria-label={t('history.title')}>
        {history.slice(0, SHOWN).map((run, place) => (
          <HistoryRow key={run.id} run={run} isNewest={place === 0} />
        ))}
      </ul>
      {comparison?.status === 'loading' && <LoadingState rows={4} />}
      {comparison?.status === 'failed' && <FailureNotice failure={comparison.failure} />}
      {comparison?.status === 'loaded' && <ComparisonView comparison={comparison.value} />}
    </Section>
  )
}

function HistoryRow({ run, isNewest }: { readonly run: Run; readonly isNewest: boolean }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['scenarios', 'evidence', 'words'])
  const show = EvidenceContext.useSelected((state) => state.show)
  const compare = ScenariosContext.useSelected((state) => state.compare)
  const ids = resultOf(run)?.scenarios.map(({ id }) => id) ?? []
  const at = formatMoment(run.startedAt, i18n.language)
  return (
    <li className={styles.row}>
      <Text>{at}</Text>
      <ToneBadge tone={TONES[run.status] ?? 'neutral'}>{t(`words:runStatus.${run.status}`)}</ToneBadge>
      <Text size={200} className={styles.quiet}>
        {ids.join(', ')}
      </Text>
      {isNewest ? (
        <span />
      ) : (
        <OpenerButton
          size="small"
          appearance="subtle"
          aria-label={t('history.compareOf', { at })}
          onClick={() => void compare(run.id)}
        >
          {t('history.compare')}
        </OpenerButton>
      )}
      <OpenerButton
        size="small"
        appearance="subtle"
        aria-label={t('history.evidenceOf', { at })}
        onClick={() => show(run.id)}
      >
        {t('evidence:show')}
      </OpenerButton>
    </li>
  )
}
