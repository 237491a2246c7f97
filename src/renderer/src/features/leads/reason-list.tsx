import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '../../i18n/create-i18n.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { meaningOf, type Reason } from './reasons.ts'

const useStyles = makeStyles({
  root: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    overflowWrap: 'anywhere',
  },
  reason: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const MOST_NAMED = 8

export interface ReasonListProps {
  readonly reasons: readonly Reason[]
  readonly label: string
  readonly className?: string
}

/** Each reason once, with what to do where that is known, and the leads it holds for. */
export function ReasonList({ reasons, label, className }: ReasonListProps): ReactNode {
  const styles = useStyles()
  return (
    <ul className={mergeClasses(styles.root, className)} tabIndex={0} aria-label={label}>
      {reasons.map((reason) => (
        <li key={reason.text} className={styles.reason}>
          <ReasonWords reason={reason} />
        </li>
      ))}
    </ul>
  )
}

function ReasonWords({ reason: { text, domains } }: { readonly reason: Reason }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('push')
  const recorded = useRecordedText()
  const meaning = meaningOf(text, languageOf(i18n.language))
  const named = domains.slice(0, MOST_NAMED).join(', ')
  const count = domains.length - MOST_NAMED
  return (
    <>
      <Text>{meaning === null ? recorded(text) : meaning.join(' ')}</Text>
      {meaning !== null && text.includes(' ') && (
        <Text size={200} className={styles.quiet}>
          {text}
        </Text>
      )}
      <Text size={200} className={styles.quiet}>
        {count > 0 ? t('reasons.andMore', { named, count }) : named}
      </Text>
    </>
  )
}
