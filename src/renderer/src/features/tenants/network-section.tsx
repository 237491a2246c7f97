import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { Section } from '../../ui/section.tsx'
import { HopRow } from './hop-row.tsx'
import { NetworkFields } from './network-fields.tsx'
import { networkFormOf, networkOf, type NetworkForm } from './network-form.ts'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'stretch' },
})

/** How the tenant's connections leave this machine. Keyed by the stored setting, so that a change from elsewhere is shown. */
export function NetworkSection({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation('tenants')
  return (
    <Section title={t('network.title')} hint={t('network.hint')}>
      <NetworkEntry key={JSON.stringify(tenant.network)} tenant={tenant} />
      <HopRow tenantId={tenant.id} />
    </Section>
  )
}

function NetworkEntry({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['tenants', 'common'])
  const update = TenantsContext.useSelected((state) => state.update)
  const setPassword = TenantsContext.useSelected((state) => state.setProxyPassword)
  const isBusy = TenantsContext.useSelected((state) => state.action.status === 'busy')
  const [form, setForm] = useState(() => networkFormOf(tenant.network))
  const network = networkOf(form)
  const isChanged = JSON.stringify(network) !== JSON.stringify(tenant.network) || form.password !== ''
  const save = async (): Promise<void> => {
    const { password } = form
    setForm({ ...form, password: '' })
    if (password !== '' && !(await setPassword(tenant.id, password))) return
    await update(tenant.id, { network })
  }
  const onChange = (patch: Partial<NetworkForm>): void => setForm({ ...form, ...patch })
  return (
    <form
      className={styles.form}
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged && !isBusy) void save()
      }}
    >
      <NetworkFields form={form} onChange={onChange} isPasswordKept={tenant.hasProxyPassword} />
      {form.mode !== 'none' && tenant.hasProxyPassword && (
        <div>
          <Button size="small" onClick={() => void setPassword(tenant.id, null)}>
            {t('network.forget')}
          </Button>
        </div>
      )}
      <div>
        <Button type="submit" disabledFocusable={!isChanged || isBusy}>
          {t('common:save')}
        </Button>
      </div>
    </form>
  )
}
