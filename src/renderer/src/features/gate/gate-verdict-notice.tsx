import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { GateContext } from './gate.store.ts'

/** Shown only when the decision log does not vouch for itself. */
export function GateVerdictNotice(): ReactNode {
  const { t } = useTranslation('gate')
  const verification = GateContext.useSelected((state) => state.verification)
  if (verification.status !== 'loaded' || verification.value.verdict === 'ok') return null
  const { verdict, brokenAt } = verification.value
  return (
    <MessageBar
      intent={verdict === 'unanchored_tail' ? 'warning' : 'error'}
      layout="multiline"
      style={{ flexShrink: 0 }}
    >
      <MessageBarBody style={{ whiteSpace: 'normal' }}>
        <MessageBarTitle>{t('verdict.title', { verdict })}</MessageBarTitle>
        {t(`verdict.${verdict}`)} {brokenAt === null ? '' : t('verdict.at', { sequence: brokenAt })}
      </MessageBarBody>
    </MessageBar>
  )
}
