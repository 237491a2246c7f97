import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
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
  const failure = failureOf(action)
  const submit = async (): Promise<void> => {
    const isStored = await setSecret(tenant.id, secret, sessionOnly)
    setTyped('')
    if (isStored) onClose()
  }
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <form
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault()
            if (secret !== '') void submit()
          }}
        >
          <DialogBody>
            <DialogTitle>{t('secret.dialogTitle', { name: tenant.name })}</DialogTitle>
            <DialogContent style={{ display: 'flex', flexDirection: 'column', gap: 12 }}>
              {failure && <FailureNotice failure={failure} />}
              <SecretField secret={secret} sessionOnly={sessionOnly} isWrong={false} onSecret={setTyped} />
              <SessionOnlyField sessionOnly={sessionOnly} onSessionOnly={setSessionOnly} />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('common:cancel')}</Button>
              <Button appearance="primary" type="submit" disabled={secret === '' || action.status === 'busy'}>
                {t('common:save')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
