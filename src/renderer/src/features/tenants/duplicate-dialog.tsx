import { Field, Input, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EnvironmentSchema, type Environment, type TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { AddressField } from './address-field.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground3 },
})

const NEXT: Readonly<Record<Environment, Environment>> = { DEV: 'TEST', TEST: 'PROD', PROD: 'PROD' }

/** A tenant's profile for the next environment: all of it but name, environment, address and credential. */
export function DuplicateDialog({
  tenant,
  onClose,
}: {
  readonly tenant: TenantView
  readonly onClose: () => void
}): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const duplicate = TenantsContext.useSelected((state) => state.duplicate)
  const action = TenantsContext.useSelected((state) => state.action)
  const next = NEXT[tenant.environment]
  const [form, setForm] = useState({
    name: tenant.name.replace(tenant.environment, next),
    environment: next,
    baseUrl: '',
  })
  const submit = async (): Promise<void> => {
    if (await duplicate({ tenantId: tenant.id, ...form })) onClose()
  }
  return (
    <FormDialog
      title={t('duplicate.title', { name: tenant.name })}
      submitLabel={t('duplicate.submit')}
      failure={failureOf(action)}
      isReady={form.name.trim() !== '' && form.baseUrl.trim() !== ''}
      isBusy={action.status === 'busy'}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Text className={styles.quiet}>{t('duplicate.intro')}</Text>
      <Field label={t('field.name')} required>
        <Input value={form.name} maxLength={80} onChange={(_event, { value }) => setForm({ ...form, name: value })} />
      </Field>
      <Field label={t('field.environment')} required>
        <RadioGroup
          layout="horizontal"
          value={form.environment}
          onChange={(_event, { value }) => setForm({ ...form, environment: EnvironmentSchema.parse(value) })}
        >
          {EnvironmentSchema.options.map((environment) => (
            <Radio key={environment} value={environment} label={environment} />
          ))}
        </RadioGroup>
      </Field>
      <AddressField value={form.baseUrl} onChange={(baseUrl) => setForm({ ...form, baseUrl })} />
    </FormDialog>
  )
}
