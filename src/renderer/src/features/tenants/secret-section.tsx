import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { ArrowSync20Regular, Delete20Regular, Key20Regular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { Section } from '../../ui/section.tsx'
import { RotationDialog } from './rotation-dialog.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { useKeychainName } from './secret-fields.tsx'
import { TenantsContext } from './tenants.store.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { useDay } from './use-day.ts'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

type SecretDialogName = 'store' | 'rotate' | 'delete'

/** Where the credential is; it can be stored, replaced and deleted here, never read. */
export function SecretSection({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation('tenants')
  const keychain = useKeychainName()
  const deleteSecret = TenantsContext.useSelected((state) => state.deleteSecret)
  const [dialog, setDialog] = useState<SecretDialogName | 'none'>('none')
  const hasSecret = tenant.secretState === 'keychain' || tenant.secretState === 'session'
  const isBuiltIn = tenant.secretState === 'built-in'
  return (
    <Section
      title={t('secret.title')}
      actions={!isBuiltIn && <SecretActions hasSecret={hasSecret} onOpen={setDialog} />}
    >
      <Text>{t(stateKey(tenant), { keychain })}</Text>
      {hasSecret && <CredentialFacts tenant={tenant} />}
      {dialog === 'rotate' && <RotationDialog tenant={tenant} onClose={() => setDialog('none')} />}
      {dialog === 'store' && <SecretDialog tenant={tenant} onClose={() => setDialog('none')} />}
      <ConfirmDialog
        isOpen={dialog === 'delete'}
        title={t('secret.deleteTitle', { name: tenant.name })}
        confirmLabel={t('secret.deleteConfirm')}
        onClose={() => setDialog('none')}
        onConfirm={() => {
          setDialog('none')
          void deleteSecret(tenant.id)
        }}
      >
        <Text>{t('secret.deleteBody')}</Text>
      </ConfirmDialog>
    </Section>
  )
}

function stateKey({ credential, secretState }: TenantView) {
  return secretState === 'built-in' || secretState === 'keychain-unavailable'
    ? (`secret.state.${secretState}` as const)
    : (`secret.kept.${credential}.${secretState}` as const)
}

interface SecretActionsProps {
  readonly hasSecret: boolean
  readonly onOpen: (dialog: SecretDialogName) => void
}

function SecretActions({ hasSecret, onOpen }: SecretActionsProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const startRotation = TenantsContext.useSelected((state) => state.startRotation)
  return (
    <div className={styles.actions}>
      <OpenerButton
        icon={<ArrowSync20Regular />}
        onClick={() => {
          startRotation()
          onOpen('rotate')
        }}
      >
        {hasSecret ? t('rotation.open') : t('rotation.first')}
      </OpenerButton>
      {hasSecret ? (
        <OpenerButton icon={<Delete20Regular />} onClick={() => onOpen('delete')}>
          {t('secret.delete')}
        </OpenerButton>
      ) : (
        <OpenerButton icon={<Key20Regular />} onClick={() => onOpen('store')}>
          {t('secret.set')}
        </OpenerButton>
      )}
    </div>
  )
}

/** What is known of the credential without knowing it: its note, its certificate, its end. */
function CredentialFacts({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t } = useTranslation('tenants')
  const day = useDay()
  const { certificate, secretDescription, secretExpiresAt } = tenant
  return (
    <KeyValues
      items={[
        ...(secretDescription === null ? [] : [{ key: t('rotation.description'), value: secretDescription }]),
        ...(certificate === null
          ? []
          : [
              { key: t('rotation.certificate'), value: certificate.subject },
              { key: t('secret.thumbprint'), value: <code>{certificate.thumbprintSha1}</code> },
            ]),
        { key: t('secret.expires'), value: secretExpiresAt === null ? t('expiry.notKnown') : day(secretExpiresAt) },
      ]}
    />
  )
}
