import { Field, Input } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { changesOf, profileFormOf } from './profile-form.ts'
import { EndField } from './secret-fields.tsx'
import { TenantsContext } from './tenants.store.ts'

interface ProfileDialogProps {
  readonly tenant: TenantView
  readonly onClose: () => void
}

/** A tenant's name, and what is noted of its credential. */
export function ProfileDialog({ tenant, onClose }: ProfileDialogProps): ReactNode {
  const { t } = useTranslation(['tenants', 'common'])
  const update = TenantsContext.useSelected((state) => state.update)
  const action = TenantsContext.useSelected((state) => state.action)
  const [form, setForm] = useState(() => profileFormOf(tenant))
  const submit = async (): Promise<void> => {
    if (await update(tenant.id, changesOf(tenant, form))) onClose()
  }
  return (
    <FormDialog
      title={t('profile.title', { name: tenant.name })}
      submitLabel={t('common:save')}
      failure={failureOf(action)}
      isReady={form.name.trim() !== ''}
      isBusy={action.status === 'busy'}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Field label={t('field.name')} required>
        <Input value={form.name} maxLength={80} onChange={(_event, { value }) => setForm({ ...form, name: value })} />
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
    </FormDialog>
  )
}
