import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { LockClosed16Filled, LockOpen16Filled } from '@fluentui/react-icons'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isProdUntilTested, type TenantView } from '../../../../shared/model/tenant.ts'
import { formatClock } from '../../ui/format-time.ts'
import { useNow } from '../../ui/use-now.ts'
import { UnlockDialog } from './unlock-dialog.tsx'
import { isLocked } from './write-permission.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'

/** On production only: says whether writes may be started, and until when. */
export function ProdLockBar({ tenant }: { readonly tenant: TenantView }): ReactNode {
  const { t, i18n } = useTranslation(['shell', 'common'])
  const nowMs = useNow(1000)
  const [isAsking, setAsking] = useState(false)
  if (tenant.effectiveEnvironment !== 'PROD') return null
  const locked = isLocked(tenant, nowMs)
  const time = tenant.unlockedUntil === null ? '' : formatClock(tenant.unlockedUntil, i18n.language)
  return (
    <>
      <MessageBar
        intent={locked ? 'info' : 'warning'}
        icon={locked ? <LockClosed16Filled /> : <LockOpen16Filled />}
        style={{ flexShrink: 0 }}
      >
        <MessageBarBody>
          {locked
            ? t(isProdUntilTested(tenant) ? 'lock.unread' : 'lock.locked', { name: tenant.name })
            : t('lock.unlocked', { name: tenant.name, time })}
        </MessageBarBody>
        {locked && (
          <MessageBarActions>
            <OpenerButton size="small" onClick={() => setAsking(true)}>
              {t('common:unlock')}
            </OpenerButton>
          </MessageBarActions>
        )}
      </MessageBar>
      <UnlockDialog tenant={tenant} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}
