import { Field, Input, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { PasteField } from './paste-field.tsx'
import type { RotationForm } from './rotation-form.ts'
import { EndField, PassphraseField, SecretField, SessionOnlyField, useKeychainName } from './secret-fields.tsx'

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
})

interface RotationFieldsProps {
  readonly form: RotationForm
  readonly onChange: (patch: Partial<RotationForm>) => void
}

export function RotationFields({ form, onChange }: RotationFieldsProps): ReactNode {
  const { t } = useTranslation('tenants')
  return (
    <>
      <Field label={t('rotation.kind')}>
        <RadioGroup
          layout="horizontal"
          value={form.kind}
          onChange={(_event, data) => onChange({ kind: data.value === 'certificate' ? 'certificate' : 'secret' })}
        >
          <Radio value="secret" label={t('rotation.secret')} />
          <Radio value="certificate" label={t('rotation.certificate')} />
        </RadioGroup>
      </Field>
      {form.kind === 'secret' ? (
        <NewSecret form={form} onChange={onChange} />
      ) : (
        <NewCertificate form={form} onChange={onChange} />
      )}
      <SessionOnlyField sessionOnly={form.sessionOnly} onSessionOnly={(sessionOnly) => onChange({ sessionOnly })} />
    </>
  )
}

function NewSecret({ form, onChange }: RotationFieldsProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  return (
    <>
      <SecretField
        secret={form.secret}
        sessionOnly={form.sessionOnly}
        isWrong={false}
        isRotation
        onSecret={(secret) => onChange({ secret })}
      />
      <div className={styles.pair}>
        <Field label={t('rotation.description')} hint={t('rotation.descriptionHint')}>
          <Input
            value={form.description}
            maxLength={200}
            onChange={(_event, data) => onChange({ description: data.value })}
          />
        </Field>
        <EndField expiresOn={form.expiresOn} onExpiresOn={(expiresOn) => onChange({ expiresOn })} />
      </div>
    </>
  )
}

function NewCertificate({ form, onChange }: RotationFieldsProps): ReactNode {
  const { t } = useTranslation('tenants')
  const keychain = useKeychainName()
  return (
    <>
      <PasteField
        label={t('rotation.paste')}
        hint={`${t('rotation.certificateHint', { keychain })} ${t('rotation.pasteHint')}`}
        onRead={(draft) => onChange({ draftId: draft.credential === 'certificate' ? draft.draftId : null })}
      />
      {form.draftId !== null && (
        <PassphraseField passphrase={form.passphrase} onPassphrase={(passphrase) => onChange({ passphrase })} />
      )}
    </>
  )
}
