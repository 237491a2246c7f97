import type { ReactNode } from 'react'
import { assertNever } from '../../../../shared/lib/assert-never.ts'
import type { TenantView } from '../../../../shared/model/tenant.ts'
import { ActivityPlace } from '../../features/activity/activity-place.tsx'
import { ActivityContext } from '../../features/activity/activity.store.ts'
import { GatePlace } from '../../features/gate/gate-place.tsx'
import { GateContext } from '../../features/gate/gate.store.ts'
import { LeadsPlace } from '../../features/leads/leads-place.tsx'
import { BulkPushContext } from '../../features/leads/bulk-push.store.ts'
import { DuplicatesContext } from '../../features/leads/duplicates.store.ts'
import { LeadsContext } from '../../features/leads/leads.store.ts'
import { OverviewPlace } from '../../features/overview/overview-place.tsx'
import { OverviewContext } from '../../features/overview/overview.store.ts'
import { ReportsPlace } from '../../features/reports/reports-place.tsx'
import { ReportsContext } from '../../features/reports/reports.store.ts'
import { ScenariosPlace } from '../../features/scenarios/scenarios-place.tsx'
import { ScenariosContext } from '../../features/scenarios/scenarios.store.ts'
import { SettingsPlace } from '../../features/settings/settings-place.tsx'
import { SetupPlace } from '../../features/setup/setup-place.tsx'
import { SetupToolsContext } from '../../features/setup/setup-tools.store.ts'
import { SetupContext } from '../../features/setup/setup.store.ts'
import { TenantsPlace } from '../../features/tenants/tenants-place.tsx'
import type { Place } from '../navigation/places.ts'
import { selectTenants, SessionContext } from '../session/session.store.ts'
import type { Workspace } from '../workspace.ts'

export interface PlaceViewProps {
  readonly place: Place
  readonly tenant: TenantView
  readonly workspace: Workspace
}

/** The place asked for, with its store of the active tenant. */
export function PlaceView({ place, tenant, workspace }: PlaceViewProps): ReactNode {
  return (
    <OverviewContext.Provider store={workspace.overview}>
      <SetupContext.Provider store={workspace.setup}>
        <LeadsContext.Provider store={workspace.leads}>
          <BulkPushContext.Provider store={workspace.bulkPush}>
            <DuplicatesContext.Provider store={workspace.duplicates}>
              <ScenariosContext.Provider store={workspace.scenarios}>
                <ActivityContext.Provider store={workspace.activity}>
                  <GateContext.Provider store={workspace.gate}>
                    <ReportsContext.Provider store={workspace.reports}>
                      <PlaceOf place={place} tenant={tenant} workspace={workspace} />
                    </ReportsContext.Provider>
                  </GateContext.Provider>
                </ActivityContext.Provider>
              </ScenariosContext.Provider>
            </DuplicatesContext.Provider>
          </BulkPushContext.Provider>
        </LeadsContext.Provider>
      </SetupContext.Provider>
    </OverviewContext.Provider>
  )
}

function PlaceOf({ place, tenant, workspace }: PlaceViewProps): ReactNode {
  const tenants = SessionContext.useSelected(selectTenants)
  switch (place) {
    case 'overview':
      return <OverviewPlace tenant={tenant} />
    case 'tenants':
      return <TenantsPlace />
    case 'setup':
      return (
        <SetupToolsContext.Provider store={workspace.setupTools}>
          <SetupPlace tenant={tenant} />
        </SetupToolsContext.Provider>
      )
    case 'leads':
      return <LeadsPlace tenant={tenant} />
    case 'scenarios':
      return <ScenariosPlace tenant={tenant} />
    case 'activity':
      return <ActivityPlace tenant={tenant} tenants={tenants} />
    case 'gate':
      return <GatePlace tenant={tenant} tenants={tenants} />
    case 'reports':
      return <ReportsPlace tenant={tenant} />
    case 'settings':
      return <SettingsPlace />
    default:
      return assertNever(place, 'place')
  }
}
