import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DecisionReceipt } from '../../../../shared/model/gate.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'

/** What became of the decision just recorded, and of the note in D365 where one was asked for. */
export function ReceiptNotice({ receipt }: { readonly receipt: DecisionReceipt }): ReactNode {
  const { t } = useTranslation('gate')
  const { decision, sequence, note } = receipt
  const failure = note?.failure ?? null
  return (
    <>
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>
          {t('decide.recorded', { decision, sequence })}
          {note && failure === null && ` ${t('decide.noted')}`}
        </MessageBarBody>
      </MessageBar>
      {failure && (
        <>
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('decide.notNoted')}</MessageBarBody>
          </MessageBar>
          <FailureNotice failure={failure} />
        </>
      )}
    </>
  )
}
