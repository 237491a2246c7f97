import { Link, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ScenarioRunResult } from '../../../../shared/model/scenario.ts'
import { sayIn } from '../../../../shared/words/step-words.ts'
import { languageOf } from '../../i18n/create-i18n.ts'
import { useRecordedText } from '../../i18n/use-recorded-text.ts'
import { ScenariosContext } from './scenarios.store.ts'

type CleanUp = ScenarioRunResult['cleanUp']

/** What the run's clean-up proved: every test lead it made is gone, or where it still lies. */
export function CleanUpNotice({ cleanUp }: { readonly cleanUp: CleanUp }): ReactNode {
  const { t } = useTranslation('scenarios')
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
              <LeftLead key={`${lead.domain} ${lead.d365LeadId}`} lead={lead} />
            ))}
          </ul>
        )}
      </MessageBarBody>
    </MessageBar>
  )
}

function LeftLead({ lead }: { readonly lead: CleanUp['leftBehind'][number] }): ReactNode {
  const { i18n } = useTranslation()
  const recorded = useRecordedText()
  const open = ScenariosContext.useSelected((state) => state.openRecord)
  const { d365LeadId, domain, link, reason, said } = lead
  return (
    <li>
      {d365LeadId === '' ? (
        // Nothing but the list of all leads could be opened: where it lies is what can be said.
        `${domain} · ${link}`
      ) : (
        <Link as="button" title={link} onClick={() => void open(d365LeadId)}>
          {domain}
        </Link>
      )}{' '}
      {(said && sayIn(languageOf(i18n.language), said)) ?? recorded(reason)}
    </li>
  )
}
