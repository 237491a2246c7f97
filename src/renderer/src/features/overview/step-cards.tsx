import { Button, makeStyles, Subtitle2, Text, Title2, tokens } from '@fluentui/react-components'
import { ArrowRight16Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { NavigationContext } from '../../app/navigation/navigation.store.ts'
import { formatDuration } from '../../ui/format-time.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import type { Tone } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'
import type { StepStatus, StepView } from './runbook-steps.ts'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(4, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    '@media (max-width: 1023px)': { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
  },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  title: { margin: 0 },
  figure: { fontVariantNumeric: 'tabular-nums', margin: `${tokens.spacingVerticalXS} 0 0` },
  total: { color: tokens.colorNeutralForeground3 },
  quiet: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums' },
  open: {
    alignSelf: 'flex-start',
    marginTop: 'auto',
    marginLeft: `calc(-1 * ${tokens.spacingHorizontalS})`,
    minWidth: 0,
  },
})

const TONES: Readonly<Record<StepStatus, Tone>> = {
  pending: 'neutral',
  passed: 'success',
  failed: 'danger',
  partial: 'warning',
}

/** The four steps of the runbook: state, age, and what the same takes by hand. */
export function StepCards({ steps }: { readonly steps: readonly StepView[] }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('overview')
  return (
    <ol className={styles.list} aria-label={t('steps')}>
      {steps.map((step) => (
        <StepCard key={step.name} step={step} />
      ))}
    </ol>
  )
}

function StepCard({ step }: { readonly step: StepView }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['overview', 'shell', 'common'])
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  const place = t(`shell:place.${step.name}`)
  return (
    <li className={styles.card} data-step={step.name} data-status={step.status}>
      <div className={styles.head}>
        <ToneIcon tone={TONES[step.status]} />
        <Subtitle2 as="h3" className={styles.title}>
          {place}
        </Subtitle2>
      </div>
      <Text size={200} className={styles.quiet}>
        {t(`step.${step.name}.${step.status}`)}
      </Text>
      <Title2 as="p" className={styles.figure}>
        {step.done}
        {step.total > 0 && <span className={styles.total}> / {step.total}</span>}
      </Title2>
      <Text size={200} className={styles.quiet}>
        {t(`step.${step.name}.unit`, { count: step.total > 0 ? step.total : step.done })}
      </Text>
      <Text size={200} className={styles.quiet}>
        {step.at === null ? t('common:notYet') : <RelativeTime at={step.at} />}
        {step.tookMs !== null && ` · ${formatDuration(step.tookMs, i18n.language)}`}
      </Text>
      <Text size={200} className={styles.quiet}>
        {t(`step.${step.name}.byHand`)}
      </Text>
      <Button
        size="small"
        appearance="subtle"
        icon={<ArrowRight16Regular />}
        iconPosition="after"
        className={styles.open}
        aria-label={t('openPlace', { place })}
        onClick={() => goTo(step.name)}
      >
        {t('common:open')}
      </Button>
    </li>
  )
}
