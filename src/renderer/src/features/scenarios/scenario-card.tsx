import { Button, Checkbox, makeStyles, mergeClasses, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { ChevronDown20Regular, ChevronRight20Regular, Play20Regular } from '@fluentui/react-icons'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioOutline, ScenarioResult } from '../../../../shared/model/scenario.ts'
import { useRunbookText } from '../../i18n/use-runbook-text.ts'
import { formatDuration } from '../../ui/format-time.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import { LeadPicker } from './lead-picker.tsx'
import { currentScenario } from './scenarios.updates.ts'
import { ScenarioResultView } from './scenario-result-view.tsx'
import { ScenarioSteps } from './scenario-steps.tsx'
import { ScenariosContext } from './scenarios.store.ts'
import { STEP_TONES } from './step-rows.ts'

const useStyles = makeStyles({
  root: {
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusLarge,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    flexShrink: 0,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL}`,
  },
  words: { flex: '1 1 260px', minWidth: 0, display: 'flex', flexDirection: 'column' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  age: { textAlign: 'right', whiteSpace: 'nowrap', minWidth: '120px' },
  column: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
  body: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    gap: tokens.spacingHorizontalXXL,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalXL}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media (max-width: 1023px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

export interface ScenarioCardProps {
  readonly outline: ScenarioOutline
  readonly isRunnable: boolean
}

/** One scenario: what it proves, how it stands, its steps as they happen and its criteria as they were judged. */
export function ScenarioCard({ outline, isRunnable }: ScenarioCardProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('scenarios')
  const runbookText = useRunbookText()
  const bodyId = useId()
  const isOpen = ScenariosContext.useSelected((state) => state.opened.has(outline.id))
  const toggle = ScenariosContext.useSelected((state) => state.toggle)
  const known = ScenariosContext.useSelected((state) => state.results.get(outline.id) ?? null)
  const title = runbookText(outline.id, outline.title)
  return (
    <section className={styles.root} aria-label={`${outline.id} ${title}`} data-scenario={outline.id}>
      <div className={styles.head}>
        <ChooseBox outline={outline} isRunnable={isRunnable} />
        <Button
          appearance="subtle"
          icon={isOpen ? <ChevronDown20Regular /> : <ChevronRight20Regular />}
          aria-expanded={isOpen}
          aria-controls={bodyId}
          aria-label={t('toggle', { id: outline.id })}
          onClick={() => toggle(outline.id)}
        />
        <div className={styles.words}>
          <Subtitle2 as="h2" className={styles.title}>
            {outline.id} · {title}
          </Subtitle2>
          <Text size={200} className={styles.quiet}>
            {runbookText(`${outline.id}/goal`, outline.goal)}
          </Text>
        </div>
        <ScenarioStatus outline={outline} />
        <RunOneButton outline={outline} isRunnable={isRunnable} />
      </div>
      <div id={bodyId} hidden={!isOpen}>
        {isOpen && (
          <div className={styles.body}>
            <div className={styles.column}>
              {outline.id === 'C1' && isRunnable && <LeadPicker />}
              <ScenarioSteps outline={outline} known={known} />
            </div>
            <ScenarioResultView outline={outline} known={known} />
          </div>
        )}
      </div>
    </section>
  )
}

function ScenarioStatus({ outline }: { readonly outline: ScenarioOutline }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['scenarios', 'words'])
  const known = ScenariosContext.useSelected((state) => state.results.get(outline.id) ?? null)
  const isCurrent = ScenariosContext.useSelected((state) => currentScenario(state.watched) === outline.id)
  const status = isCurrent ? 'running' : (known?.result.status ?? 'waiting')
  return (
    <>
      <Text size={200} className={mergeClasses(styles.quiet, styles.age)}>
        {known && !isCurrent && (
          <>
            {formatDuration(known.result.durationMs, i18n.language)} · <RelativeTime at={known.at} />
          </>
        )}
      </Text>
      {known && !isCurrent && <FaultsMark at={known.result.faultsAt} />}
      <ToneBadge tone={STEP_TONES[status]} icon={<ToneIcon tone={STEP_TONES[status]} />}>
        {status === 'waiting' ? t('notRun') : t(`words:stepStatus.${status}`)}
      </ToneBadge>
    </>
  )
}

/** A scenario that met faults put there on purpose never passes for one that met them by itself. */
function FaultsMark({ at }: { readonly at: ScenarioResult['faultsAt'] }): ReactNode {
  const { t } = useTranslation('words')
  if (at === null) return null
  return <ToneBadge tone={at === 'console' ? 'warning' : 'neutral'}>{t(`faultsAt.${at}`)}</ToneBadge>
}

function ChooseBox({ outline, isRunnable }: ScenarioCardProps): ReactNode {
  const { t } = useTranslation('scenarios')
  const isChosen = ScenariosContext.useSelected((state) => state.chosen.has(outline.id))
  const choose = ScenariosContext.useSelected((state) => state.choose)
  return (
    <Checkbox
      checked={isChosen}
      disabled={!isRunnable}
      aria-label={t('choose', { id: outline.id })}
      onChange={(_event, data) => choose(outline.id, data.checked === true)}
    />
  )
}

function RunOneButton({ outline, isRunnable }: ScenarioCardProps): ReactNode {
  const { t } = useTranslation(['scenarios', 'common'])
  const run = ScenariosContext.useSelected((state) => state.run)
  const isRunning = ScenariosContext.useSelected((state) => state.watched?.isRunning === true)
  return (
    <Button
      size="small"
      icon={<Play20Regular />}
      disabledFocusable={isRunning || !isRunnable}
      aria-label={t('runOne', { id: outline.id })}
      {...(isRunnable ? {} : { title: t('notOnProd') })}
      onClick={() => void run([outline.id])}
    >
      {t('common:run')}
    </Button>
  )
}
