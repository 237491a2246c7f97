import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProvenTenant, TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatClock } from '../../ui/format-time.ts'
import { KeyValues } from '../../ui/key-values.tsx'
import { RotationFields } from './rotation-fields.tsx'
import { EMPTY_ROTATION, rotationOf, type RotationForm } from './rotation-form.ts'
import { TenantsContext } from './tenants.store.ts'
import { useDay } from './use-day.ts'

const useStyles = makeStyles({
  surface: { maxWidth: '600px' },
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  quiet: { color: tokens.colorNeutralForeground3 },
  action: { whiteSpace: 'nowrap', minWidth: 'max-content' },
  bar: { flexShrink: 0 },
})

interface RotationDialogProps {
  readonly tenant: TenantView
  readonly onClose: () => void
}

/** A new secret or certificate in the old one's place, once it has proven itself; says what happened to both. */
export function RotationDialog({ tenant, onClose }: RotationDialogProps): ReactNode {
  const styles = useStyles()
  const [proven, setProven] = useState<ProvenTenant | null>(null)
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface className={styles.surface}>
        {proven === null ? (
          <RotationEntry tenant={tenant} onClose={onClose} onProven={setProven} />
        ) : (
          <RotationOutcome proven={proven} onClose={onClose} />
        )}
      </DialogSurface>
    </Dialog>
  )
}

function RotationEntry({
  tenant,
  onClose,
  onProven,
}: RotationDialogProps & { readonly onProven: (proven: ProvenTenant) => void }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['tenants', 'common'])
  const rotate = TenantsContext.useSelected((state) => state.rotate)
  const action = TenantsContext.useSelected((state) => state.rotation)
  const [form, setForm] = useState<RotationForm>({ ...EMPTY_ROTATION, kind: tenant.credential })
  const rotation = rotationOf(tenant.id, form)
  const failure = failureOf(action)
  const isBusy = action.status === 'busy'
  const submit = async (): Promise<void> => {
    if (rotation === null || isBusy) return
    const proven = await rotate(rotation)
    if (proven !== null) onProven(proven)
  }
  return (
    <form
      autoComplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <DialogBody>
        <DialogTitle>{t('rotation.title', { name: tenant.name })}</DialogTitle>
        <DialogContent className={styles.content}>
          <Text className={styles.quiet}>{t('rotation.intro')}</Text>
          {failure && (
            <>
              <FailureNotice failure={failure} />
              <Text>{t('rotation.oldStays')}</Text>
            </>
          )}
          <RotationFields form={form} onChange={(patch) => setForm((current) => ({ ...current, ...patch }))} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button
            className={styles.action}
            appearance="primary"
            type="submit"
            icon={isBusy ? <Spinner size="tiny" /> : null}
            disabledFocusable={rotation === null || isBusy}
          >
            {isBusy ? t('rotation.proving') : t('rotation.submit')}
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  )
}

function RotationOutcome({
  proven: { tenant, proof },
  onClose,
}: {
  readonly proven: ProvenTenant
  readonly onClose: () => void
}): ReactNode {
  const styles = useStyles()
  const { t, i18n } = useTranslation(['tenants', 'common'])
  const day = useDay()
  return (
    <DialogBody>
      <DialogTitle>{t('rotation.title', { name: tenant.name })}</DialogTitle>
      <DialogContent className={styles.content}>
        <MessageBar intent="success" layout="multiline" className={styles.bar}>
          <MessageBarBody style={{ whiteSpace: 'normal' }}>
            <MessageBarTitle>{t('rotation.doneTitle')}</MessageBarTitle>
            {t(`rotation.done.${tenant.credential}`)}
          </MessageBarBody>
        </MessageBar>
        <KeyValues
          items={[
            {
              key: t('connection.stage.token'),
              value: t('connection.tokenDetail', {
                length: proof.tokenLength,
                until: formatClock(proof.tokenExpiresAt, i18n.language),
              }),
            },
            { key: t('connection.stage.whoAmI'), value: proof.userFullName ?? t('connection.noUserName') },
            { key: t('connection.stage.organization'), value: proof.organizationName ?? proof.organizationId },
            {
              key: t('secret.expires'),
              value: tenant.secretExpiresAt === null ? t('expiry.notKnown') : day(tenant.secretExpiresAt),
            },
          ]}
        />
        <Text>{t('rotation.next')}</Text>
      </DialogContent>
      <DialogActions>
        <Button appearance="primary" onClick={onClose}>
          {t('common:close')}
        </Button>
      </DialogActions>
    </DialogBody>
  )
}
