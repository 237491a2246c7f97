import { Checkbox, Field, Input, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isGuid } from '../../../../shared/lib/guid.ts'
import { SessionContext } from '../../app/session/session.store.ts'
import { valueOf } from '../../bridge/loadable.ts'
import { useKeychainWords } from '../../ui/use-keychain-words.ts'

const useStyles = makeStyles({
  pair: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) 264px',
    gap: tokens.spacingHorizontalL,
    alignItems: 'start',
  },
})

export interface SecretFieldsProps extends SecretFieldProps, EndFieldProps {
  readonly passphrase: string
  readonly onPassphrase: (passphrase: string) => void
  readonly onSessionOnly: (sessionOnly: boolean) => void
}

/** The secret and where it is kept. Without a keychain it says why, and offers this session's memory, never a file. */
export function SecretFields(props: SecretFieldsProps): ReactNode {
  const styles = useStyles()
  return (
    <>
      {props.drafted === 'certificate' && props.secret === '' ? (
        <>
          <SecretField {...props} />
          <PassphraseField passphrase={props.passphrase} onPassphrase={props.onPassphrase} />
        </>
      ) : (
        <div className={styles.pair}>
          <SecretField {...props} />
          <EndField expiresOn={props.expiresOn} onExpiresOn={props.onExpiresOn} />
        </div>
      )}
      <SessionOnlyField sessionOnly={props.sessionOnly} onSessionOnly={props.onSessionOnly} />
    </>
  )
}

/** What this machine's keychain calls itself. */
export function useKeychainName(): string {
  const { t } = useTranslation('tenants')
  const keychain = SessionContext.useSelected((state) => valueOf(state.info)?.keychain ?? null)
  return keychain?.isAvailable === true ? keychain.name : t('secret.keychainName')
}

interface SecretFieldProps {
  readonly secret: string
  readonly sessionOnly: boolean
  readonly isWrong: boolean
  /** A credential that was pasted or read from a file and waits in the main process. */
  readonly drafted?: 'secret' | 'certificate' | null
  /** Whether it takes another one's place. */
  readonly isRotation?: boolean
  readonly onSecret: (secret: string) => void
}

export function SecretField(props: SecretFieldProps): ReactNode {
  const { t } = useTranslation('tenants')
  const keychain = useKeychainName()
  const hint = props.isRotation === true ? 'rotation.secretHint' : 'hint.secret'
  const wrong = isGuid(props.secret)
    ? t('paste.note.secret_looks_like_id')
    : props.isWrong
      ? t('fieldError.secret')
      : null
  return (
    <Field
      label={t('field.secret')}
      hint={props.sessionOnly ? t('hint.secretSession') : t(hint, { keychain })}
      {...(wrong === null ? {} : { validationState: 'error', validationMessage: wrong })}
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
  )
}

export interface EndFieldProps {
  /** `YYYY-MM-DD`, or empty when not known. */
  readonly expiresOn: string
  readonly onExpiresOn: (expiresOn: string) => void
  /** A certificate says its own end. */
  readonly isFixed?: boolean
}

/** The day the credential ends, as the admin notes it. */
export function EndField({ expiresOn, onExpiresOn, isFixed = false }: EndFieldProps): ReactNode {
  const { t } = useTranslation('tenants')
  return (
    <Field label={t('rotation.expiresOn')} hint={t(isFixed ? 'profile.ownEnd' : 'rotation.expiresOnHint')}>
      <Input type="date" disabled={isFixed} value={expiresOn} onChange={(_event, { value }) => onExpiresOn(value)} />
    </Field>
  )
}

export function PassphraseField({
  passphrase,
  onPassphrase,
}: {
  readonly passphrase: string
  readonly onPassphrase: (passphrase: string) => void
}): ReactNode {
  const { t } = useTranslation('tenants')
  return (
    <Field label={t('field.passphrase')} hint={t('hint.passphrase')}>
      <Input
        type="password"
        autoComplete="off"
        value={passphrase}
        onChange={(_event, data) => onPassphrase(data.value)}
      />
    </Field>
  )
}

/** The choice, and why it is the only one where this machine has no keychain. */
export function SessionOnlyField({
  sessionOnly,
  onSessionOnly,
}: {
  readonly sessionOnly: boolean
  readonly onSessionOnly: (sessionOnly: boolean) => void
}): ReactNode {
  const { t } = useTranslation('tenants')
  const missing = useKeychainWords(SessionContext.useSelected((state) => valueOf(state.info)?.keychain ?? null))
  return (
    <>
      {missing !== null && (
        <MessageBar intent="warning" layout="multiline" style={{ flexShrink: 0 }}>
          <MessageBarBody style={{ whiteSpace: 'normal' }}>{t('hint.keychainMissing', { ...missing })}</MessageBarBody>
        </MessageBar>
      )}
      <Checkbox
        checked={sessionOnly}
        label={t('field.sessionOnly')}
        onChange={(_event, data) => onSessionOnly(data.checked === true)}
      />
    </>
  )
}
