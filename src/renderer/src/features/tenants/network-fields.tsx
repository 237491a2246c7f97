import { Button, Field, Input, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PROXY_MODES, type NetworkForm } from './network-form.ts'
import { useKeychainName } from './secret-fields.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(200px, 1fr))',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
  row: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
})

export interface NetworkFieldsProps {
  readonly form: NetworkForm
  readonly onChange: (patch: Partial<NetworkForm>) => void
}

interface WithPassword extends NetworkFieldsProps {
  /** A password for the proxy is in the keychain; it is never here. */
  readonly isPasswordKept?: boolean
}

/** By which proxy, and which certificates are trusted besides the usual ones. */
export function NetworkFields({ form, onChange, isPasswordKept = false }: WithPassword): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  return (
    <>
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
      {form.mode !== 'none' && (
        <div className={styles.fields}>
          {form.mode === 'manual' && (
            <Field label={t('network.url')} required>
              <Input
                value={form.url}
                placeholder="http://proxy.example:8080"
                spellCheck={false}
                onChange={(_event, { value }) => onChange({ url: value })}
              />
            </Field>
          )}
          <Field label={t('network.user')} {...(form.mode === 'system' ? { hint: t('network.userHint') } : {})}>
            <Input value={form.user} spellCheck={false} onChange={(_event, { value }) => onChange({ user: value })} />
          </Field>
          <PasswordField form={form} onChange={onChange} isPasswordKept={isPasswordKept} />
        </div>
      )}
      <ExtraCertificates form={form} onChange={onChange} />
    </>
  )
}

function PasswordField({ form, onChange, isPasswordKept = false }: WithPassword): ReactNode {
  const { t } = useTranslation('tenants')
  const keychain = useKeychainName()
  return (
    <Field label={t('network.password')} hint={t('network.passwordHint', { keychain })}>
      <Input
        type="password"
        autoComplete="off"
        value={form.password}
        {...(isPasswordKept ? { placeholder: t('network.passwordKept') } : {})}
        onChange={(_event, { value }) => onChange({ password: value })}
      />
    </Field>
  )
}

function ExtraCertificates({ form, onChange }: NetworkFieldsProps): ReactNode {
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
