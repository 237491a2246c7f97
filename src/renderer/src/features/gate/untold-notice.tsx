import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GateContext } from './gate.store.ts'

/** Leads pushed from here that Hunter has not been told of: its own worker would push them once more after a GO. */
export function UntoldNotice(): ReactNode {
  const { t } = useTranslation('push')
  const state = GateContext.useSelected(({ writeBack }) => writeBack)
  const untold = state === null ? 0 : state.pushed - state.exported
  if (untold === 0) return null
  return (
    <MessageBar intent="warning" layout="multiline" style={{ flexShrink: 0 }}>
      <MessageBarBody style={{ whiteSpace: 'normal' }}>
        <MessageBarTitle>{t('writeBack.title', { count: untold })}</MessageBarTitle>
        {t('writeBack.body')} {t('writeBack.where')}
      </MessageBarBody>
    </MessageBar>
  )
}
