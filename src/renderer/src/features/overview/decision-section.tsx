import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DecisionEntry } from '../../../../shared/model/gate.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { Section } from '../../ui/section.tsx'
import { ToneBadge } from '../../ui/tone-badge.tsx'
import { ToneIcon } from '../../ui/tone-icon.tsx'

const useStyles = makeStyles({
  row: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  reason: { overflowWrap: 'anywhere' },
})

/** The newest decision on this tenant. */
export function DecisionSection({ decision }: { readonly decision: DecisionEntry | null }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['overview', 'gate'])
  if (decision === null) {
    return (
      <Section title={t('decision.title')}>
        <Text className={styles.quiet}>{t('decision.none')}</Text>
      </Section>
    )
  }
  const { body } = decision
  const tone = body.decision === 'GO' ? 'success' : 'danger'
  return (
    <Section title={t('decision.title')}>
      <div className={styles.row}>
        <ToneBadge tone={tone} icon={<ToneIcon tone={tone} />}>
          {body.decision}
        </ToneBadge>
        <Text size={200} className={styles.quiet}>
          <RelativeTime at={body.at} />
          {body.approver !== '' && ` · ${t('gate:log.approvedBy', { name: body.approver })}`}
        </Text>
      </div>
      <Text className={styles.reason}>{body.reason}</Text>
    </Section>
  )
}
