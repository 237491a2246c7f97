import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { BulkPushContext } from './bulk-push.store.ts'

/** What the last export wrote, or why it could not. */
export function ExportNotice(): ReactNode {
  const { t } = useTranslation(['push', 'common'])
  const failure = failureOf(BulkPushContext.useSelected((state) => state.exportAction))
  const runFailure = failureOf(BulkPushContext.useSelected((state) => state.runAction))
  const exported = BulkPushContext.useSelected((state) => state.exported)
  const dismiss = BulkPushContext.useSelected((state) => state.dismissExport)
  const close = (
    <Button appearance="transparent" icon={<Dismiss20Regular />} aria-label={t('common:close')} onClick={dismiss} />
  )
  return (
    <>
      {runFailure && <FailureNotice failure={runFailure} />}
      {failure && <FailureNotice failure={failure} actions={close} />}
      {exported && (
        <MessageBar intent="success" layout="multiline" style={{ flexShrink: 0 }}>
          <MessageBarBody style={{ whiteSpace: 'normal' }}>
            {t('export.done', { count: exported.leads, file: exported.file })}
          </MessageBarBody>
          <MessageBarActions containerAction={close} />
        </MessageBar>
      )}
    </>
  )
}
