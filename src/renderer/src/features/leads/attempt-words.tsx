import { Text } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { adviseFailure } from '../../../../shared/advice/advise-failure.ts'
import type { Attempt } from '../../../../shared/model/push.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { formatClock, formatDuration } from '../../ui/format-time.ts'
import { nextTryAt } from './timeline.ts'

/** One try in words: what was sent, what came back, what was decided and when the next try was due. */
export function AttemptWords({ attempt }: { readonly attempt: Attempt }): ReactNode {
  const { t, i18n } = useTranslation('leads')
  const { operation, d365LeadId, failure, state, delayMs } = attempt
  const next = nextTryAt(attempt)
  return (
    <>
      <Text size={200}>{t(`detail.sent.${operation}`, { id: d365LeadId })}</Text>
      {failure !== null && (
        <Text size={200}>
          {t('detail.answered', { what: adviseFailure(failure, languageOf(i18n.language)).whatHappened })}
        </Text>
      )}
      <Text size={200}>{t(`detail.decided.${state}`)}</Text>
      {next !== null && delayMs !== null && (
        <Text size={200}>
          {t('detail.nextTry', {
            at: formatClock(next, i18n.language),
            wait: formatDuration(delayMs, i18n.language),
          })}
        </Text>
      )}
    </>
  )
}
