import { makeStyles, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PushOutcomeSchema, type PushOutcome } from '../../../../shared/model/push.ts'
import { ToneBadge, type Tone } from '../../ui/tone-badge.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    fontVariantNumeric: 'tabular-nums',
  },
})

const TONES: Readonly<Record<PushOutcome, Tone>> = {
  created: 'success',
  adopted: 'success',
  skipped: 'neutral',
  updated: 'success',
  conflict: 'warning',
  rejected: 'danger',
  refused: 'warning',
  failed: 'danger',
  waiting: 'progress',
  unknown: 'warning',
}

/** How many leads came to which outcome; those that did not occur are left out. */
export function OutcomeCounts({
  outcomes,
  label,
  wordOf,
}: {
  readonly outcomes: Readonly<Partial<Record<PushOutcome, number>>>
  readonly label: string
  /** Instead of the outcome's own name: what would come of it. */
  readonly wordOf?: (outcome: PushOutcome) => string
}): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('words')
  const met = PushOutcomeSchema.options.flatMap((outcome) => {
    const count = outcomes[outcome] ?? 0
    return count === 0 ? [] : [{ outcome, count }]
  })
  if (met.length === 0) return null
  return (
    <ul className={styles.root} aria-label={label}>
      {met.map(({ outcome, count }) => (
        <li key={outcome}>
          <ToneBadge tone={TONES[outcome]}>
            {`${count.toLocaleString(i18n.language)} ${wordOf?.(outcome) ?? t(`outcome.${outcome}`)}`}
          </ToneBadge>
        </li>
      ))}
    </ul>
  )
}
