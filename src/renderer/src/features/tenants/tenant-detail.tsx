import { Button, makeStyles, MessageBar, MessageBarBody, Subtitle1, Text, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { EnvironmentMark } from '../../app/session/environment-mark.tsx'
import { ProdLockBar } from '../../app/session/prod-lock-bar.tsx'
import { SessionContext } from '../../app/session/session.store.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Section } from '../../ui/section.tsx'
import { ConnectionSection } from './connection-section.tsx'
import { MappingSection } from './mapping/mapping-section.tsx'
import { SecretSection } from './secret-section.tsx'
import { NetworkSection } from './network-section.tsx'
import { PushSection } from './push-section.tsx'
import { TenantMenu } from './tenant-menu.tsx'
import { TenantsContext } from './tenants.store.ts'
import { UnlocksSection } from './unlocks-section.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    minHeight: 0,
    overflowY: 'auto',
    paddingBottom: tokens.spacingVerticalXS,
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalM, minHeight: '32px' },
  title: { margin: 0, overflowWrap: 'anywhere' },
  end: { marginLeft: 'auto', display: 'flex', gap: tokens.spacingHorizontalS },
  bar: { flexShrink: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
})

export function TenantDetail({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const select = SessionContext.useSelected((state) => state.select)
  const isOpen = tenant.archivedAt === null
  return (
    <div className={styles.root} tabIndex={-1}>
      <div className={styles.head}>
        <Subtitle1 as="h2" className={styles.title}>
          {tenant.name}
        </Subtitle1>
        <EnvironmentMark tenant={tenant} />
        {isOpen && (
          <div className={styles.end}>
            {tenant.kind === 'live' && <TenantMenu tenant={tenant} />}
            {!tenant.isActive && <Button onClick={() => void select(tenant.id)}>{t('makeActive')}</Button>}
          </div>
        )}
      </div>
      <Notices tenant={tenant} isOpen={isOpen} />
      <ConnectionSection tenant={tenant} />
      {isOpen && (
        <>
          <SecretSection tenant={tenant} />
          {tenant.kind === 'live' && <NetworkSection tenant={tenant} />}
          <MappingSection tenant={tenant} />
          <PushSection tenant={tenant} />
          {tenant.effectiveEnvironment === 'PROD' && <UnlocksSection tenant={tenant} />}
          <RemoveSection tenant={tenant} />
        </>
      )}
    </div>
  )
}

/** What is to be known before anything else: a twin, the lock, what the last action came to. */
function Notices({ tenant, isOpen }: { readonly tenant: TenantView; readonly isOpen: boolean }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const failure = failureOf(TenantsContext.useSelected((state) => state.action))
  const exportedFile = TenantsContext.useSelected((state) => state.exportedFile)
  return (
    <>
      {isOpen && tenant.twins.length > 0 && (
        <MessageBar intent="warning" layout="multiline" className={styles.bar}>
          <MessageBarBody style={{ whiteSpace: 'normal' }}>
            {t('twins.body', { names: tenant.twins.join(', ') })}
          </MessageBarBody>
        </MessageBar>
      )}
      {isOpen && <ProdLockBar tenant={tenant} />}
      {failure && <FailureNotice failure={failure} />}
      {exportedFile !== null && (
        <MessageBar intent="success" layout="multiline" className={styles.bar}>
          <MessageBarBody style={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
            {t('exported', { file: exportedFile })}
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}

function RemoveSection({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const remove = TenantsContext.useSelected((state) => state.remove)
  const [isAsking, setAsking] = useState(false)
  if (tenant.kind === 'sandbox') {
    return (
      <Text size={200} className={styles.quiet}>
        {t('remove.sandbox')}
      </Text>
    )
  }
  return (
    <Section
      title={t('remove.title')}
      hint={t('remove.hint')}
      actions={<OpenerButton onClick={() => setAsking(true)}>{t('remove.button')}</OpenerButton>}
    >
      <ConfirmDialog
        isOpen={isAsking}
        title={t('remove.dialogTitle', { name: tenant.name })}
        confirmLabel={t('remove.confirm')}
        typedWords={{ label: t('remove.type', { name: tenant.name }), expected: tenant.name }}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false)
          void remove(tenant.id)
        }}
      >
        <Text>{t('remove.hint')}</Text>
      </ConfirmDialog>
    </Section>
  )
}
