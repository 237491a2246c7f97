import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { Delete20Regular, Key20Regular } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { SessionContext } from '../../app/session/session.store.ts'
import { valueOf } from '../../bridge/loadable.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { Section } from '../../ui/section.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { TenantsContext } from './tenants.store.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
})

/** Where the credential is; it can be stored, replaced and deleted here, never read. */
export function SecretSection({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const keychain = SessionContext.useSelected((state) => valueOf(state.info)?.keychain ?? null)
  const deleteSecret = TenantsContext.useSelected((state) => state.deleteSecret)
  const [dialog, setDialog] = useState<'none' | 'store' | 'delete'>('none')
  const name = keychain?.isAvailable === true ? keychain.name : t('secret.keychainName')
  const hasSecret = tenant.secretState === 'keychain' || tenant.secretState === 'session'
  const isBuiltIn = tenant.secretState === 'built-in'
  return (
    <Section
      title={t('secret.title')}
      actions={
        !isBuiltIn && (
          <div className={styles.actions}>
            <OpenerButton icon={<Key20Regular />} onClick={() => setDialog('store')}>
              {hasSecret ? t('secret.replace') : t('secret.set')}
            </OpenerButton>
            {hasSecret && (
              <OpenerButton icon={<Delete20Regular />} onClick={() => setDialog('delete')}>
                {t('secret.delete')}
              </OpenerButton>
            )}
          </div>
        )
      }
    >
      <Text>{t(`secret.state.${tenant.secretState}`, { keychain: name })}</Text>
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
