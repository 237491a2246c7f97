import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Pulse20Regular } from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { LoadingState } from '../../ui/loading-state.tsx'
import { Page } from '../../ui/page.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ActivityTable } from './activity-table.tsx'
import { ActivityContext } from './activity.store.ts'

const useStyles = makeStyles({
  older: { alignSelf: 'center', marginTop: tokens.spacingVerticalS },
})

export interface ActivityPlaceProps {
  readonly tenant: TenantView
  readonly tenants: readonly TenantView[]
}

/** Everything the console did, as it happens. */
export function ActivityPlace({ tenant, tenants }: ActivityPlaceProps): ReactNode {
  const styles = useStyles()
  const { t } = useTranslation(['activity', 'shell'])
  const tenantId = ActivityContext.useSelected((state) => state.tenantId)
  const events = ActivityContext.useSelected((state) => state.events)
  const failure = ActivityContext.useSelected((state) => state.failure)
  const filter = ActivityContext.useSelected((state) => state.filter)
  return (
    <Page title={t('shell:place.activity')} lead={t('lead')}>
      <Tabs
        label={t('filter.label')}
        idPrefix="activity-tab"
        tabs={[
          { value: 'this', label: t('filter.this', { name: tenant.name }) },
          { value: 'all', label: t('filter.all') },
        ]}
        selected={tenantId === null ? 'all' : 'this'}
        onSelect={(value) => filter(value === 'all' ? null : tenant.id)}
      />
      {failure && <FailureNotice failure={failure} />}
      {events === null && !failure && <LoadingState rows={8} />}
      {events?.length === 0 && <EmptyState icon={<Pulse20Regular />} title={t('empty.title')} body={t('empty.body')} />}
      {events !== null && events.length > 0 && (
        <>
          <ActivityTable events={events} tenants={tenants} showsTenant={tenantId === null} />
          <OlderButton className={styles.older} />
        </>
      )}
    </Page>
  )
}

function OlderButton({ className }: { readonly className: string }): ReactNode {
  const { t } = useTranslation('activity')
  const hasOlder = ActivityContext.useSelected((state) => state.hasOlder)
  const isReading = ActivityContext.useSelected((state) => state.isReadingOlder)
  const readOlder = ActivityContext.useSelected((state) => state.readOlder)
  if (!hasOlder) return null
  return (
    <Button className={className} disabledFocusable={isReading} onClick={() => void readOlder()}>
      {t('older')}
    </Button>
  )
}
