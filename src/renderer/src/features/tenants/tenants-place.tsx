import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Add20Regular, ArrowImport20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { selectActiveTenant, selectTenants, SessionContext } from '../../app/session/session.store.ts'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AddTenantDialog } from './add-tenant-dialog.tsx'
import { ExpiryOverview } from './expiry-overview.tsx'
import { TenantDetail } from './tenant-detail.tsx'
import { TenantList } from './tenant-list.tsx'
import { TenantsContext } from './tenants.store.ts'
import { OpenerButton } from '../../ui/opener-button.tsx'

const useStyles = makeStyles({
  split: {
    display: 'grid',
    gridTemplateColumns: 'minmax(220px, 280px) minmax(0, 1fr)',
    gap: tokens.spacingHorizontalL,
    flex: 1,
    minHeight: 0,
  },
  scroll: { overflowY: 'auto', minHeight: 0, flex: 1 },
})

export function TenantsPlace(): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['tenants', 'shell'])
  const all = SessionContext.useSelected(selectTenants)
  const active = SessionContext.useSelected(selectActiveTenant)
  const shownId = TenantsContext.useSelected((state) => state.shownId)
  const view = TenantsContext.useSelected((state) => state.view)
  const setView = TenantsContext.useSelected((state) => state.setView)
  const setAdding = TenantsContext.useSelected((state) => state.setAdding)
  const importProfile = TenantsContext.useSelected((state) => state.importProfile)
  const shown = all.find((tenant) => tenant.id === shownId) ?? active
  return (
    <Page
      title={t('shell:place.tenants')}
      lead={t('lead')}
      actions={
        <>
          <Button icon={<ArrowImport20Regular />} onClick={() => void importProfile()}>
            {t('import')}
          </Button>
          <OpenerButton appearance="primary" icon={<Add20Regular />} onClick={() => setAdding(true)}>
            {t('add')}
          </OpenerButton>
        </>
      }
      scrolls={false}
    >
      <Tabs
        label={t('shell:place.tenants')}
        idPrefix="tenants-view"
        selected={view}
        tabs={[
          { value: 'list', label: t('view.list') },
          { value: 'expiry', label: t('view.expiry') },
        ]}
        onSelect={setView}
      />
      {view === 'list' ? (
        <div className={styles.split} role="tabpanel" aria-labelledby="tenants-view-list">
          <TenantList tenants={all} shownId={shown?.id ?? null} />
          {shown && <TenantDetail key={shown.id} tenant={shown} />}
        </div>
      ) : (
        <div className={styles.scroll} role="tabpanel" aria-labelledby="tenants-view-expiry">
          <ExpiryOverview tenants={all} />
        </div>
      )}
      <AddTenantDialog />
    </Page>
  )
}
