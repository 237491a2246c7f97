import { Button } from '@fluentui/react-components'
import { KeyRegular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { dueOf, expiriesOf } from '../../../../shared/view/credential-expiry.ts'
import { TenantsContext } from '../../features/tenants/tenants.store.ts'
import { useNow } from '../../ui/use-now.ts'
import { NavigationContext } from '../navigation/navigation.store.ts'
import { ExpiryBadge } from '../session/expiry-badge.tsx'
import { selectTenants, SessionContext } from '../session/session.store.ts'

/** While any tenant's credential is over or ends within sixty days: the most urgent one, and the way to all of them. */
export function ExpiryMark(): ReactNode {
  const { t } = useTranslation('shell')
  const tenants = SessionContext.useSelected(selectTenants)
  const goTo = NavigationContext.useSelected((state) => state.goTo)
  const setView = TenantsContext.useSelected((state) => state.setView)
  const due = dueOf(expiriesOf(tenants, useNow(60_000)))
  const [first] = due
  if (first === undefined) return null
  const words = t('expiry.due', { count: due.length, name: first.tenant.name })
  return (
    <Button
      appearance="subtle"
      icon={<KeyRegular />}
      title={words}
      aria-label={words}
      onClick={() => {
        setView('expiry')
        goTo('tenants')
      }}
    >
      <ExpiryBadge expiry={first} />
    </Button>
  )
}
