import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  tokens,
} from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { changesOf, profileFormOf } from './profile-form.ts'
import { EndField } from './secret-fields.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
})

interface ProfileDialogProps {
  readonly tenant: TenantView
  readonly onClose: () => void
}

/** A tenant's name, and what is noted of its credential. */
export function ProfileDialog({ tenant, onClose }: ProfileDialogProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['tenants', 'common'])
  const update = TenantsContext.useSelected((state) => state.update)
  const action = TenantsContext.useSelected((state) => state.action)
  const [form, setForm] = useState(() => profileFormOf(tenant))
  const failure = failureOf(action)
  const submit = async (): Promise<void> => {
    if (await update(tenant.id, changesOf(tenant, form))) onClose()
  }
  return (
    <Dialog open onOpenChange={(_event, data) => (data.open ? undefined : onClose())}>
      <DialogSurface>
        <form
          noValidate
          autoComplete="off"
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <DialogBody>
            <DialogTitle>{t('profile.title', { name: tenant.name })}</DialogTitle>
            <DialogContent className={styles.content}>
              {failure && <FailureNotice failure={failure} />}
              <Field label={t('field.name')} required>
                <Input
                  value={form.name}
                  maxLength={80}
                  onChange={(_event, { value }) => setForm({ ...form, name: value })}
                />
              </Field>
              <Field label={t('rotation.description')} hint={t('rotation.descriptionHint')}>
                <Input
                  value={form.description}
                  maxLength={200}
                  onChange={(_event, { value }) => setForm({ ...form, description: value })}
                />
              </Field>
              <EndField
                expiresOn={form.expiresOn}
                isFixed={tenant.certificate !== null}
                onExpiresOn={(expiresOn) => setForm({ ...form, expiresOn })}
              />
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('common:cancel')}</Button>
              <Button appearance="primary" type="submit" disabled={form.name.trim() === '' || action.status === 'busy'}>
                {t('common:save')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
