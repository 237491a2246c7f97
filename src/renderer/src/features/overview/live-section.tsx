import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioOutline } from '../../../../shared/model/scenario.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { formatElapsed } from '../../ui/format-time.ts'
import { Section } from '../../ui/section.tsx'
import type { Tone } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { useNow } from '../../ui/use-now.ts'
import { lastPhase, liveProgress, liveScenarios, type LiveRunbook, type PhaseStatus } from './live-runbook.ts'

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  row: {
    display: 'grid',
    gridTemplateColumns: '16px minmax(0, 1fr) max-content',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
  },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
})

const TONES: Readonly<Record<PhaseStatus, Tone>> = {
  waiting: 'neutral',
  running: 'progress',
  passed: 'success',
  failed: 'danger',
}

export interface LiveSectionProps {
  readonly live: LiveRunbook
  readonly outlines: readonly ScenarioOutline[]
}

/** The runbook while it runs: phases, scenarios, and the step at work. */
export function LiveSection({ live, outlines }: LiveSectionProps): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('overview')
  const runbookText = useRunbookText()
  const elapsedMs = Math.max(0, useNow(500) - Date.parse(live.startedAt))
  const planned = outlines.reduce((sum, outline) => sum + outline.steps.length, 0)
  const { done, total } = liveProgress(live, planned)
  const scenarios = liveScenarios(
    live,
    outlines.map((outline) => outline.id),
  )
  return (
    <Section
      title={t('live.title')}
      actions={<Text className={styles.quiet}>{formatElapsed(elapsedMs, i18n.language)}</Text>}
    >
      <ProgressBar value={done} max={Math.max(1, total)} aria-label={t('live.progress', { done, total })} />
      <ol className={styles.list} aria-live="polite">
        <PhaseRow status={live.check} label={t('live.checks')} detail={null} />
        {scenarios.map((scenario) => {
          const { current } = scenario
          const outline = outlines.find((candidate) => candidate.id === scenario.id)
          const label = `${scenario.id} · ${runbookText(scenario.id, outline?.title ?? '')}`
          return (
            <PhaseRow
              key={scenario.id}
              status={scenario.status}
              label={label}
              detail={current === null ? null : runbookText(`${scenario.id}/${current.step}`, current.title)}
            />
          )
        })}
        <PhaseRow status={lastPhase(live)} label={t('live.gateAndReport')} detail={null} />
      </ol>
    </Section>
  )
}

interface PhaseRowProps {
  readonly status: PhaseStatus
  readonly label: string
  readonly detail: string | null
}

function PhaseRow({ status, label, detail }: PhaseRowProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('words')
  return (
    <li className={styles.row}>
      <ToneIcon tone={TONES[status]} />
      <Text weight={status === 'running' ? 'semibold' : 'regular'}>{label}</Text>
      <Text size={200} className={styles.quiet}>
        {detail ?? t(`stepStatus.${status}`)}
      </Text>
    </li>
  )
}
