import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { SecretField, SessionOnlyField } from './secret-fields.tsx'
import { TenantsContext } from './tenants.store.ts'

/** Stores or replaces a tenant's client secret. The typed value leaves this component once, by the bridge, and is dropped. */
export function SecretDialog({
  tenant,
  onClose,
}: {
  readonly tenant: TenantView
  readonly onClose: () => void
}): ReactNode {
  const { t } = useTranslation(['tenants', 'common'])
  const setSecret = TenantsContext.useSelected((state) => state.setSecret)
  const action = TenantsContext.useSelected((state) => state.action)
  const [secret, setTyped] = useState('')
  const [sessionOnly, setSessionOnly] = useState(false)
  const submit = async (): Promise<void> => {
    const isStored = await setSecret(tenant.id, secret, sessionOnly)
    setTyped('')
    if (isStored) onClose()
  }
  return (
    <FormDialog
      title={t('secret.dialogTitle', { name: tenant.name })}
      submitLabel={t('common:save')}
      failure={failureOf(action)}
      isReady={secret !== ''}
      isBusy={action.status === 'busy'}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <SecretField secret={secret} sessionOnly={sessionOnly} isWrong={false} onSecret={setTyped} />
      <SessionOnlyField sessionOnly={sessionOnly} onSessionOnly={setSessionOnly} />
    </FormDialog>
  )
}
