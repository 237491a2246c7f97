import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Text, tokens } from '@fluentui/react-components'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Failure, Refused } from '../../../../shared/model/failure.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { failureOf } from '../../bridge/action-state.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { OpenerButton } from '../../ui/opener-button.tsx'
import { TenantsContext } from './tenants.store.ts'

const useStyles = makeStyles({
  bar: { flexShrink: 0, paddingTop: tokens.spacingVerticalS, paddingBottom: tokens.spacingVerticalS },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, whiteSpace: 'normal' },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
})

export type OtherOrganization = NonNullable<Refused['organization']>

/** The two organisations a failure is about; null for every other failure. */
export const otherOrganizationOf = (failure: Failure): OtherOrganization | null =>
  failure.kind === 'Refused' ? (failure.organization ?? null) : null

const MEANINGS = ['stays', 'anew', 'copy', 'stale'] as const

interface OrganizationNoticeProps {
  readonly tenant: TenantView
  readonly other: OtherOrganization
}

/** Another organisation answers than before: what that means for leads pushed already, and the admin's word that it is meant. */
export function OrganizationNotice({ tenant, other }: OrganizationNoticeProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation('tenants')
  const clear = TenantsContext.useSelected((state) => state.clearAction)
  const [isAsking, setAsking] = useState(false)
  const open = (): void => {
    clear()
    setAsking(true)
  }
  return (
    <MessageBar intent="error" layout="multiline" className={styles.bar}>
      <MessageBarBody className={styles.body}>
        <div>
          <MessageBarTitle>{t('organization.title')}</MessageBarTitle>
        </div>
        <KeyValues
          items={[
            { key: t('organization.before'), value: <code>{other.before}</code> },
            { key: t('organization.now'), value: <code>{other.now}</code> },
          ]}
        />
        <div>{t('organization.cause')}</div>
        <Text weight="semibold">{t('organization.meansTitle')}</Text>
        <ul className={styles.list}>
          {MEANINGS.map((meaning) => (
            <li key={meaning}>{t(`organization.means.${meaning}`)}</li>
          ))}
        </ul>
        <div>
          <OpenerButton onClick={open}>{t('organization.accept')}</OpenerButton>
        </div>
        <AcceptDialog tenant={tenant} other={other} isOpen={isAsking} onClose={() => setAsking(false)} />
      </MessageBarBody>
    </MessageBar>
  )
}

interface AcceptDialogProps extends OrganizationNoticeProps {
  readonly isOpen: boolean
  readonly onClose: () => void
}

function AcceptDialog({ tenant, other, isOpen, onClose }: AcceptDialogProps): ReactNode {
  const { t } = useTranslation('tenants')
  const accept = TenantsContext.useSelected((state) => state.acceptOrganization)
  const action = TenantsContext.useSelected((state) => state.action)
  const failure = failureOf(action)
  // The new organisation may be production where the old one was not; only the core can tell.
  const isNameAsked = failure?.kind === 'Refused' && failure.reason === 'unlock_name_differs'
  const isProd = tenant.effectiveEnvironment === 'PROD' || isNameAsked
  const confirm = async (typed: string): Promise<void> => {
    const typedName = isProd ? typed : null
    if (await accept({ tenantId: tenant.id, organizationId: other.now, typedName })) onClose()
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('organization.dialogTitle', { name: tenant.name })}
      confirmLabel={t('organization.confirm')}
      {...(isProd
        ? { typedWords: { label: t('organization.type', { name: tenant.name }), expected: tenant.name } }
        : {})}
      isBusy={action.status === 'busy'}
      onClose={onClose}
      onConfirm={(typed) => void confirm(typed)}
    >
      <Text>{t('organization.dialogBody', { id: other.now })}</Text>
      {failure && <FailureNotice failure={failure} />}
    </ConfirmDialog>
  )
}
