import { Checkbox, Field, Input, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SessionContext } from '../../app/session/session.store.ts'
import { valueOf } from '../../bridge/loadable.ts'

export interface SecretFieldsProps {
  readonly secret: string
  readonly sessionOnly: boolean
  readonly isWrong: boolean
  /** A credential that was pasted or read from a file and waits in the main process. */
  readonly drafted?: 'secret' | 'certificate' | null
  readonly passphrase?: string
  readonly onPassphrase?: (passphrase: string) => void
  readonly onSecret: (secret: string) => void
  readonly onSessionOnly: (sessionOnly: boolean) => void
}

/** The secret and where it is kept. Without a keychain it says why, and offers this session's memory, never a file. */
export function SecretFields(props: SecretFieldsProps): ReactNode {
  const { t } = useTranslation('tenants')
  const keychain = SessionContext.useSelected((state) => valueOf(state.info)?.keychain ?? null)
  const name = keychain?.isAvailable === true ? keychain.name : t('secret.keychainName')
  return (
    <>
      {keychain?.isAvailable === false && (
        <MessageBar intent="warning" layout="multiline" style={{ flexShrink: 0 }}>
          <MessageBarBody style={{ whiteSpace: 'normal' }}>
            {t('hint.keychainMissing', { why: keychain.why, remedy: keychain.remedy })}
          </MessageBarBody>
        </MessageBar>
      )}
      <Field
        label={t('field.secret')}
        hint={props.sessionOnly ? t('hint.secretSession') : t('hint.secret', { keychain: name })}
        {...(props.isWrong ? { validationState: 'error', validationMessage: t('fieldError.secret') } : {})}
      >
        <Input
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={props.secret}
          {...(props.drafted === 'secret' ? { placeholder: t('paste.secretIsHeld') } : {})}
          onChange={(_event, data) => props.onSecret(data.value)}
        />
      </Field>
      {props.drafted === 'certificate' && (
        <Field label={t('field.passphrase')} hint={t('hint.passphrase')}>
          <Input
            type="password"
            autoComplete="off"
            value={props.passphrase ?? ''}
            onChange={(_event, data) => props.onPassphrase?.(data.value)}
          />
        </Field>
      )}
      <Checkbox
        checked={props.sessionOnly}
        label={t('field.sessionOnly')}
        onChange={(_event, data) => props.onSessionOnly(data.checked === true)}
      />
    </>
  )
}
