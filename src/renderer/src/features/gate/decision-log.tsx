import { makeStyles, Text, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle16Filled,
  History16Regular,
  ShieldCheckmark16Filled,
  ShieldError16Filled,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DecisionEntry } from '../../../../shared/model/gate.ts'
import { Section } from '../../ui/section.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { DecisionEntryView } from './decision-entry-view.tsx'
import { GateContext } from './gate.store.ts'

const useStyles = makeStyles({
  list: { display: 'flex', flexDirection: 'column', margin: 0, padding: 0, listStyleType: 'none' },
  quiet: { color: tokens.colorNeutralForeground3 },
})

/** Every decision ever recorded here, newest first. */
export function DecisionLog({ entries }: { readonly entries: readonly DecisionEntry[] }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('gate')
  const newestFirst = [...entries].sort((a, b) => b.body.sequence - a.body.sequence)
  return (
    <Section title={t('log.title')} hint={t('log.hint')} actions={<LogVerdict />}>
      {newestFirst.length === 0 ? (
        <Text className={styles.quiet}>{t('log.empty')}</Text>
      ) : (
        <ol className={styles.list} reversed>
          {newestFirst.map((entry) => (
            <DecisionEntryView key={entry.body.sequence} entry={entry} icon={iconOf(entry)} />
          ))}
        </ol>
      )}
    </Section>
  )
}

function iconOf(entry: DecisionEntry): ReactNode {
  return entry.body.decision === 'GO' ? <CheckmarkCircle16Filled /> : <History16Regular />
}

function LogVerdict(): ReactNode {
  const { t } = useTranslation('gate')
  const verification = GateContext.useSelected((state) => state.verification)
  if (verification.status !== 'loaded' || verification.value.entries === 0) return null
  const isOk = verification.value.verdict === 'ok'
  return (
    <ToneBadge
      tone={isOk ? 'success' : 'danger'}
      icon={isOk ? <ShieldCheckmark16Filled /> : <ShieldError16Filled />}
      title={t('log.verdictHint')}
    >
      {isOk ? t('log.verified', { count: verification.value.entries }) : verification.value.verdict}
    </ToneBadge>
  )
}
