import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { Dismiss16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Change, RunComparison } from '../../../../shared/model/run-comparison.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { formatDuration, formatMoment } from '../../ui/format-time.ts'
import { ScenariosContext } from './scenarios.store.ts'

const useStyles = makeStyles({
  root: { marginTop: tokens.spacingVerticalM, overflowX: 'auto' },
  head: { display: 'flex', alignItems: 'center', justifyContent: 'space-between' },
  table: { width: '100%', borderCollapse: 'collapse', fontVariantNumeric: 'tabular-nums' },
  cell: {
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalS}`,
    textAlign: 'left',
    fontWeight: tokens.fontWeightRegular,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
  },
  scenario: { fontWeight: tokens.fontWeightSemibold },
  worse: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
  better: { color: tokens.colorStatusSuccessForeground1, fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground3 },
})

type Scenario = RunComparison['scenarios'][number]

/** Two runs criterion by criterion, with the time each scenario took. */
export function ComparisonView({ comparison }: { readonly comparison: RunComparison }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['scenarios', 'common'])
  const compare = ScenariosContext.useSelected((state) => state.compare)
  const { first, second, scenarios, worse, better } = comparison
  return (
    <section className={styles.root} aria-label={t('history.comparison')}>
      <div className={styles.head}>
        <Text weight="semibold">{t('history.sum', { worse, better })}</Text>
        <Button
          size="small"
          appearance="subtle"
          icon={<Dismiss16Regular />}
          aria-label={t('common:close')}
          onClick={() => void compare(null)}
        />
      </div>
      <table className={styles.table}>
        <thead>
          <tr>
            {[
              t('history.line'),
              formatMoment(first.startedAt, i18n.language),
              formatMoment(second.startedAt, i18n.language),
              t('history.change'),
            ].map((heading) => (
              <th key={heading} scope="col" className={mergeClasses(styles.cell, styles.quiet)}>
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {scenarios.map((scenario) => (
            <ScenarioRows key={scenario.id} scenario={scenario} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function ScenarioRows({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['scenarios', 'words'])
  const runbookText = useRunbookText()
  const title = ScenariosContext.useSelected(
    ({ outlines }) =>
      (outlines.status === 'loaded' && outlines.value.find(({ id }) => id === scenario.id)?.title) || '–',
  )
  const status = (value: Scenario['first'], ms: number | null): string =>
    value === null ? '–' : `${t(`words:stepStatus.${value}`)}, ${formatDuration(ms ?? 0, i18n.language)}`
  const verdict = (isPassed: boolean | null): string =>
    isPassed === null ? '–' : t(isPassed ? 'words:stepStatus.passed' : 'words:stepStatus.failed')
  return (
    <>
      <tr>
        <th scope="row" className={mergeClasses(styles.cell, styles.scenario)}>
          {scenario.id} · {runbookText(scenario.id, title)}
        </th>
        <td className={styles.cell}>{status(scenario.first, scenario.firstMs)}</td>
        <td className={styles.cell}>{status(scenario.second, scenario.secondMs)}</td>
        <ChangeCell change={scenario.change} />
      </tr>
      {scenario.criteria.map((criterion) => (
        <tr key={criterion.id}>
          <th scope="row" className={styles.cell}>
            {criterion.id} {runbookText(criterion.id, criterion.text)}
          </th>
          <td className={styles.cell}>{verdict(criterion.first)}</td>
          <td className={styles.cell}>{verdict(criterion.second)}</td>
          <ChangeCell change={criterion.change} />
        </tr>
      ))}
    </>
  )
}

function ChangeCell({ change }: { readonly change: Change }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('scenarios')
  const tone = change === 'worse' || change === 'better' ? styles[change] : styles.quiet
  return <td className={mergeClasses(styles.cell, tone)}>{t(`history.changes.${change}`)}</td>
}
