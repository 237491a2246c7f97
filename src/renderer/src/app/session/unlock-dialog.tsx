import { Text } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { BUSY, IDLE, actionAfter, failureOf, type ActionState } from '../../bridge/action-state.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { SessionContext } from './session.store.ts'

export interface UnlockDialogProps {
  readonly tenant: TenantView
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** Unlocks a production tenant for 10 minutes; the rule itself lives in the core. */
export function UnlockDialog({ tenant, isOpen, onClose }: UnlockDialogProps): ReactNode {
  const { t } = useTranslation('shell')
  const unlock = SessionContext.useSelected((state) => state.unlock)
  const [action, setAction] = useState<ActionState>(IDLE)
  const failure = failureOf(action)
  const confirm = async (typed: string): Promise<void> => {
    setAction(BUSY)
    const result = await unlock(tenant.id, typed)
    setAction(actionAfter(result))
    if (result.ok) onClose()
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('lock.unlock', { name: tenant.name })}
      confirmLabel={t('lock.confirm')}
      typedWords={{ label: t('lock.type', { name: tenant.name }), expected: tenant.name }}
      isBusy={action.status === 'busy'}
      onConfirm={(typed) => void confirm(typed)}
      onClose={onClose}
    >
      <Text>{t('lock.body')}</Text>
      {failure && <FailureNotice failure={failure} />}
    </ConfirmDialog>
  )
}
