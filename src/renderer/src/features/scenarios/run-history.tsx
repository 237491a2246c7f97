import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
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
    gridTemplateColumns: 'minmax(180px, max-content) max-content minmax(0, 1fr) max-content max-content max-content',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    minHeight: '36px',
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** The rest on demand. */
const SHOWN = 8

const TONES: Readonly<Partial<Record<Run['status'], Tone>>> = { passed: 'success', failed: 'danger' }

/** Earlier runs: what each saw, and how it differs from the newest. */
export function RunHistory(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('scenarios')
  const history = ScenariosContext.useSelected((state) => state.history)
  const [isWhole, setWhole] = useState(false)
  const newest = history.find((run) => resultOf(run) !== null)
  if (history.length === 0) return null
  return (
    <Section title={t('history.title')} hint={t('history.hint')}>
      <ul className={styles.list} aria-label={t('history.title')}>
        {history.slice(0, isWhole ? undefined : SHOWN).map((run) => (
          <HistoryRow key={run.id} run={run} isNewest={run === newest} />
        ))}
      </ul>
      {history.length > SHOWN && !isWhole && (
        <Button size="small" appearance="subtle" onClick={() => setWhole(true)}>
          {t('history.showAll', { count: history.length })}
        </Button>
      )}
      <Comparison />
    </Section>
  )
}

function Comparison(): ReactNode {
  const comparison = ScenariosContext.useSelected((state) => state.comparison)
  if (comparison === null) return null
  if (comparison.status === 'loading') return <LoadingState rows={4} />
  if (comparison.status === 'failed') return <FailureNotice failure={comparison.failure} />
  return <ComparisonView comparison={comparison.value} />
}

function HistoryRow({ run, isNewest }: { readonly run: Run; readonly isNewest: boolean }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['scenarios', 'evidence', 'words'])
  const show = EvidenceContext.useSelected((state) => state.show)
  const compare = ScenariosContext.useSelected((state) => state.compare)
  const reopen = ScenariosContext.useSelected((state) => state.reopen)
  const result = resultOf(run)
  const at = formatMoment(run.startedAt, i18n.language)
  return (
    <li className={styles.row}>
      <Text>{at}</Text>
      <ToneBadge tone={TONES[run.status] ?? 'neutral'}>{t(`words:runStatus.${run.status}`)}</ToneBadge>
      <Text size={200} className={styles.quiet}>
        {result === null ? t('history.noResult') : result.scenarios.map(({ id }) => id).join(', ')}
      </Text>
      {result === null ? (
        <span />
      ) : (
        <Button
          size="small"
          appearance="subtle"
          aria-label={t('history.openOf', { at })}
          onClick={() => reopen(run.id)}
        >
          {t('history.open')}
        </Button>
      )}
      {result === null || isNewest ? (
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
