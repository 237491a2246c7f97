import { makeStyles, Subtitle2, Text, tokens } from '@fluentui/react-components'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GOOD_OUTCOMES, type PushResult } from '../../../../shared/model/push.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { KeyValues } from '../../ui/key-values.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  title: { margin: 0 },
  list: {
    margin: 0,
    padding: tokens.spacingHorizontalM,
    listStyleType: 'none',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    maxHeight: '180px',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground2,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  lead: { display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

const TOLD = ['created', 'adopted', 'skipped', 'updated', 'conflict', 'rejected'] as const
const MOST_NAMED = 100

/** What a push would do with these leads: counted, and by name where one would not arrive. */
export function DryRunView({ result }: { readonly result: PushResult }): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation('push')
  const id = useId()
  const told = TOLD.filter((outcome) => result.outcomes[outcome] > 0)
  const others = result.total - TOLD.reduce((sum, outcome) => sum + result.outcomes[outcome], 0)
  const number = (value: number): string => value.toLocaleString(i18n.language)
  return (
    <section aria-labelledby={id} className={styles.root}>
      <Subtitle2 as="h3" id={id} className={styles.title}>
        {t('ask.dryRun')}
      </Subtitle2>
      <KeyValues
        items={[
          ...told.map((outcome) => ({ key: t(`ask.would.${outcome}`), value: number(result.outcomes[outcome]) })),
          ...(others === 0 ? [] : [{ key: t('ask.others'), value: number(others) }]),
        ]}
      />
      <NotArriving result={result} />
    </section>
  )
}

function NotArriving({ result }: { readonly result: PushResult }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('push')
  const recorded = useRecordedText()
  const total = GOOD_OUTCOMES.reduce((sum, outcome) => sum - result.outcomes[outcome], result.total)
  const named = result.leads.filter(({ outcome }) => !GOOD_OUTCOMES.includes(outcome)).slice(0, MOST_NAMED)
  if (named.length === 0) return null
  return (
    <>
      <Text weight="semibold">{t('ask.notArriving', { count: total })}</Text>
      <ul className={styles.list} tabIndex={0} aria-label={t('ask.notArriving', { count: total })}>
        {named.map(({ domain, outcome, reason }) => (
          <li key={domain} className={styles.lead}>
            <Text>{domain}</Text>
            <Text size={200} className={styles.quiet}>
              {reason === null ? t(outcome === 'conflict' ? 'ask.would.conflict' : 'ask.others') : recorded(reason)}
            </Text>
          </li>
        ))}
      </ul>
      {total > named.length && (
        <Text size={200} className={styles.quiet}>
          {t('ask.moreNotArriving', { count: total - named.length })}
        </Text>
      )}
    </>
  )
}
