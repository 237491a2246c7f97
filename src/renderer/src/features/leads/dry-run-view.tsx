import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type PushOutcome, type PushResult } from '../../../../shared/model/push.ts'
import { OutcomeCounts } from './outcome-counts.tsx'
import { ReasonList } from './reason-list.tsx'
import { reasonsOf } from './reasons.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  group: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  list: {
    padding: tokens.spacingHorizontalM,
    maxHeight: '140px',
    overflowY: 'auto',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const TOLD = ['created', 'adopted', 'skipped', 'updated', 'conflict', 'rejected'] as const
/** Told by name: what would not arrive, and what would be overwritten. */
const NAMED = ['rejected', 'conflict', 'others', 'updated'] as const
type Named = (typeof NAMED)[number]

const isTold = (outcome: PushOutcome): outcome is (typeof TOLD)[number] => TOLD.some((told) => told === outcome)
const isIn = (group: Named, outcome: PushOutcome): boolean =>
  group === 'others' ? !isTold(outcome) : outcome === group

/** What a push would do with these leads: counted, and by name where one would not arrive or be overwritten. */
export function DryRunView({ result }: { readonly result: PushResult }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('push')
  const id = useId()
  const section = useRef<HTMLElement>(null)
  // The answer comes below the forecast, where a small window shows nothing of it.
  useEffect(() => section.current?.scrollIntoView({ block: 'start' }), [result])
  const told = Object.fromEntries(TOLD.map((outcome) => [outcome, result.outcomes[outcome]]))
  const others = result.total - TOLD.reduce((sum, outcome) => sum + result.outcomes[outcome], 0)
  const { rejected, conflict, updated } = result.outcomes
  const counts = { rejected, conflict, others, updated }
  return (
    <section ref={section} aria-labelledby={id} className={styles.root}>
      <Subtitle2 as="h3" id={id} className={styles.title}>
        {t('ask.dryRun')}
      </Subtitle2>
      <OutcomeCounts
        outcomes={{ ...told, unknown: others }}
        label={t('ask.dryRun')}
        wordOf={(outcome) => (isTold(outcome) ? t(`ask.would.${outcome}`) : t('ask.others'))}
      />
      {NAMED.map((group) => (
        <NamedGroup key={group} group={group} count={counts[group]} result={result} />
      ))}
    </section>
  )
}

interface NamedGroupProps {
  readonly group: Named
  readonly count: number
  readonly result: PushResult
}

/** Which leads, why, and what to do about it. */
function NamedGroup({ group, count, result }: NamedGroupProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('push')
  if (count === 0) return null
  const title = t(`ask.named.${group}`, { count })
  const listed = result.leads.filter(({ outcome }) => isIn(group, outcome))
  const reasons = reasonsOf(listed)
  return (
    <div className={styles.group}>
      <Text weight="semibold">{title}</Text>
      <Text size={200}>{t(`ask.remedy.${group}`)}</Text>
      {reasons.length > 0 && <ReasonList reasons={reasons} label={title} className={styles.list} />}
      {count > listed.length && (
        <Text size={200} className={styles.quiet}>
          {t('ask.moreNotArriving', { count: count - listed.length })}
        </Text>
      )}
    </div>
  )
}
