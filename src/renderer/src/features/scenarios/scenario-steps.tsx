import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioOutline, ScenarioStep } from '../../../../shared/model/scenario.ts'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import type { KnownResult } from '../../app/runs/newest-results.ts'
import { sayIn } from '../../../../shared/words/step-words.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { formatDuration } from '../../ui/format-time.ts'
import { ScenariosContext } from './scenarios.store.ts'
import type { ScenariosData } from './scenarios-state.ts'
import { STEP_TONES, stepRows } from './step-rows.ts'

const useStyles = makeStyles({
  heading: { margin: `0 0 ${tokens.spacingVerticalS}` },
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  row: { display: 'grid', gridTemplateColumns: '16px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalS },
  icon: { paddingTop: '2px' },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground3 },
  outcome: { color: tokens.colorNeutralForeground3, whiteSpace: 'nowrap' },
})

/** Null once the run is kept, with both times of each step, and while an earlier one is looked at. */
function liveSteps(
  { watched, reopened }: Pick<ScenariosData, 'watched' | 'reopened'>,
  id: ScenarioOutline['id'],
  known: KnownResult | null,
): readonly ScenarioStep[] | null {
  const isKept = watched !== null && known?.runId === watched.runId
  return reopened !== null || isKept ? null : (watched?.steps.get(id) ?? null)
}

/** The steps, as they stream in or as they were kept; of a run of an earlier version only the plan is known. */
export function ScenarioSteps({
  outline,
  known,
}: {
  readonly outline: ScenarioOutline
  readonly known: KnownResult | null
}): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['scenarios', 'words'])
  const runbookText = useRunbookText()
  const recorded = useRecordedText()
  const live = ScenariosContext.useSelected((state) => liveSteps(state, outline.id, known))
  const seen = live ?? known?.result.steps ?? []
  const rows = stepRows(outline, seen)
  const isPlanOnly = seen.length === 0 && known !== null
  return (
    <div>
      <Text as="h3" block weight="semibold" className={styles.heading}>
        {t('steps')}
      </Text>
      <ol className={styles.list} aria-live="polite">
        {rows.map((row) => (
          <li key={row.step} className={styles.row}>
            <span className={styles.icon}>
              <ToneIcon tone={STEP_TONES[row.status]} />
            </span>
            <span className={styles.words}>
              <Text>
                {runbookText(`${outline.id}/${row.step}`, row.title)}
                <span className={styles.outcome}>
                  {row.status === 'waiting' || isPlanOnly ? '' : ` – ${t(`words:stepStatus.${row.status}`)}`}
                  {row.durationMs === null ? '' : ` · ${formatDuration(row.durationMs, i18n.language)}`}
                </span>
              </Text>
              {row.detail !== null && (
                <Text size={200} className={styles.quiet}>
                  {(row.said && sayIn(languageOf(i18n.language), row.said)) ?? recorded(row.detail)}
                </Text>
              )}
            </span>
          </li>
        ))}
      </ol>
    </div>
  )
}
