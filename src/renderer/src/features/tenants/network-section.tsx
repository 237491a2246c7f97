import { Button, Field, Input, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { SessionContext } from '../../app/session/session.store.ts'
import { valueOf } from '../../bridge/loadable.ts'
import { Section } from '../../ui/section.tsx'
import { HopRow } from './hop-row.tsx'
import { networkFormOf, networkOf, PROXY_MODES, type NetworkForm } from './network-form.ts'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, alignItems: 'stretch' },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
})

interface PartProps {
  readonly form: NetworkForm
  readonly onChange: (patch: Partial<NetworkForm>) => void
}

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
      <Field label={t('network.proxy')}>
        <RadioGroup
          layout="horizontal"
          value={form.mode}
          onChange={(_event, { value }) => onChange({ mode: PROXY_MODES.find((mode) => mode === value) ?? 'system' })}
        >
          {PROXY_MODES.map((mode) => (
            <Radio key={mode} value={mode} label={t(`network.mode.${mode}`)} />
          ))}
        </RadioGroup>
      </Field>
      {form.mode === 'manual' && <ProxyFields form={form} onChange={onChange} tenant={tenant} />}
      <ExtraCertificates form={form} onChange={onChange} />
      <div>
        <Button type="submit" disabledFocusable={!isChanged || isBusy}>
          {t('common:save')}
        </Button>
      </div>
    </form>
  )
}

function ProxyFields({ form, onChange, tenant }: PartProps & { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const setPassword = TenantsContext.useSelected((state) => state.setProxyPassword)
  const keychain = SessionContext.useSelected((state) => valueOf(state.info)?.keychain ?? null)
  const name = keychain?.isAvailable === true ? keychain.name : t('secret.keychainName')
  return (
    <>
      <div className={styles.fields}>
        <Field label={t('network.url')} required>
          <Input
            value={form.url}
            placeholder="http://proxy.example:8080"
            spellCheck={false}
            onChange={(_event, { value }) => onChange({ url: value })}
          />
        </Field>
        <Field label={t('network.user')}>
          <Input value={form.user} spellCheck={false} onChange={(_event, { value }) => onChange({ user: value })} />
        </Field>
        <Field label={t('network.password')} hint={t('network.passwordHint', { keychain: name })}>
          <Input
            type="password"
            autoComplete="off"
            value={form.password}
            {...(tenant.hasProxyPassword ? { placeholder: t('network.passwordKept') } : {})}
            onChange={(_event, { value }) => onChange({ password: value })}
          />
        </Field>
      </div>
      {tenant.hasProxyPassword && (
        <div>
          <Button size="small" onClick={() => void setPassword(tenant.id, null)}>
            {t('network.forget')}
          </Button>
        </div>
      )}
    </>
  )
}

function ExtraCertificates({ form, onChange }: PartProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const choose = TenantsContext.useSelected((state) => state.chooseCaFile)
  const pick = async (): Promise<void> => {
    const extraCa = await choose()
    if (extraCa !== null) onChange({ extraCa })
  }
  return (
    <Field label={t('network.ca')} hint={t('network.caHint')}>
      <div className={styles.row} role="group" aria-label={t('network.ca')}>
        <Text>{form.extraCa?.fileName ?? t('network.caNone')}</Text>
        <Button size="small" onClick={() => void pick()}>
          {t('network.caChoose')}
        </Button>
        {form.extraCa && (
          <Button size="small" onClick={() => onChange({ extraCa: null })}>
            {t('network.caRemove')}
          </Button>
        )}
      </div>
    </Field>
  )
}
