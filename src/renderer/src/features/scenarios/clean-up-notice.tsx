import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioRunResult } from '../../../../shared/model/scenario.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'

/** What the last run's clean-up proved: every test lead it made is gone, or where it still lies. */
export function CleanUpNotice({ cleanUp }: { readonly cleanUp: ScenarioRunResult['cleanUp'] }): ReactNode {
  const { t } = useTranslation('scenarios')
  const recorded = useRecordedText()
  const left = cleanUp.leftBehind
  return (
    <MessageBar intent={left.length === 0 ? 'success' : 'warning'} layout="multiline" style={{ flexShrink: 0 }}>
      <MessageBarBody style={{ whiteSpace: 'normal' }}>
        <MessageBarTitle>{t('cleanUp.title')}</MessageBarTitle>
        {t('cleanUp.counts', { created: cleanUp.created, deleted: cleanUp.deleted })}{' '}
        {left.length === 0 ? t('cleanUp.none') : t('cleanUp.left', { count: left.length })}
        {left.length > 0 && (
          <ul>
            {left.map((lead) => (
              <li key={`${lead.domain} ${lead.d365LeadId}`}>
                {lead.domain} · {lead.link} · {recorded(lead.reason)}
              </li>
            ))}
          </ul>
        )}
      </MessageBarBody>
    </MessageBar>
  )
}
