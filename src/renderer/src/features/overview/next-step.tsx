import { Button, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components'
import { ArrowRight20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavigationContext } from '../../app/navigation/navigation.store.ts'
import type { Place } from '../../app/navigation/places.ts'
import { ToneBadge, type Tone } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import type { OverviewFacts } from './overview-facts.ts'
import { nextAction, openLines, runbookState, type NextAction, type RunbookState } from './runbook-steps.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalXL,
    padding: `${tokens.spacingVerticalXL} ${tokens.spacingHorizontalXXL}`,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorBrandBackground2,
    border: `1px solid ${tokens.colorBrandStroke2}`,
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalXS,
    flex: '1 1 320px',
    minWidth: 0,
  },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const TONES: Readonly<Record<RunbookState, Tone>> = {
  pending: 'neutral',
  inProgress: 'brand',
  GO: 'success',
  'NO-GO': 'danger',
}

/** Where each next action is done; running the runbook is done right here. */
const PLACES: Readonly<Record<Exclude<NextAction, 'runbook'>, Place>> = {
  fixSetup: 'setup',
  fixScenarios: 'scenarios',
  settleLines: 'gate',
  decide: 'gate',
  push: 'leads',
}

/** The runbook's state in one word, and the one thing to do next. */
export function NextStep({ facts }: { readonly facts: OverviewFacts }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('overview')
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  const state = runbookState(facts)
  const next = nextAction(facts)
  return (
    <section className={styles.root} aria-labelledby="next-step-title">
      <div className={styles.words}>
        <ToneBadge tone={TONES[state]} icon={<ToneIcon tone={TONES[state]} />}>
          {t(`state.${state}`)}
        </ToneBadge>
        <Subtitle1 as="h2" id="next-step-title" className={styles.title}>
          {next === 'settleLines' ? t('next.settleLines.title', { count: openLines(facts) }) : t(`next.${next}.title`)}
        </Subtitle1>
        <Text className={styles.quiet}>{t(`next.${next}.body`)}</Text>
      </div>
      {next !== 'runbook' && (
        <Button size="large" icon={<ArrowRight20Regular />} iconPosition="after" onClick={() => goTo(PLACES[next])}>
          {t(`next.${next}.action`)}
        </Button>
      )}
    </section>
  )
}
