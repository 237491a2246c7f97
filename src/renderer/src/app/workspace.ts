import type { StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../shared/contract/bridge.ts'
import type { ActivityState } from '../features/activity/activity-state.ts'
import { createActivityStore } from '../features/activity/activity.store.ts'
import { createGateStore, type GateState } from '../features/gate/gate.store.ts'
import { createBulkPushStore, type BulkPushState } from '../features/leads/bulk-push.store.ts'
import { createDuplicatesStore, type DuplicatesState } from '../features/leads/duplicates.store.ts'
import type { LeadsState } from '../features/leads/leads-state.ts'
import { createLeadsStore } from '../features/leads/leads.store.ts'
import { createOverviewStore, type OverviewState } from '../features/overview/overview.store.ts'
import { createReportsStore, type ReportsState } from '../features/reports/reports.store.ts'
import type { ScenariosState } from '../features/scenarios/scenarios-state.ts'
import { createScenariosStore } from '../features/scenarios/scenarios.store.ts'
import { createSetupToolsStore, type SetupToolsState } from '../features/setup/setup-tools.store.ts'
import { createSetupStore, type SetupState } from '../features/setup/setup.store.ts'

/** The stores of one tenant. */
export interface Workspace {
  readonly tenantId: string
  readonly overview: StoreApi<OverviewState>
  readonly setup: StoreApi<SetupState>
  readonly setupTools: StoreApi<SetupToolsState>
  readonly leads: StoreApi<LeadsState>
  readonly duplicates: StoreApi<DuplicatesState>
  readonly bulkPush: StoreApi<BulkPushState>
  readonly scenarios: StoreApi<ScenariosState>
  readonly activity: StoreApi<ActivityState>
  readonly gate: StoreApi<GateState>
  readonly reports: StoreApi<ReportsState>
}

function createWorkspace(bridge: Bridge, storage: Storage, tenantId: string): Workspace {
  const workspace: Workspace = {
    tenantId,
    overview: createOverviewStore(bridge, tenantId),
    setup: createSetupStore(bridge, tenantId),
    setupTools: createSetupToolsStore(bridge, tenantId),
    leads: createLeadsStore(bridge, tenantId),
    duplicates: createDuplicatesStore(bridge, tenantId),
    bulkPush: createBulkPushStore(bridge, tenantId, storage),
    scenarios: createScenariosStore(bridge, tenantId),
    activity: createActivityStore(bridge, tenantId),
    gate: createGateStore(bridge, tenantId),
    reports: createReportsStore(bridge, tenantId),
  }
  const { overview, setup, leads, bulkPush, scenarios, activity, gate, reports } = workspace
  for (const store of [overview, setup, leads, bulkPush, scenarios, activity, gate, reports]) store.getState().connect()
  return workspace
}

/** One workspace per tenant for the life of the window: switching away and back loses neither a search nor a run being watched. */
export function createWorkspaces(bridge: Bridge, storage: Storage): (tenantId: string) => Workspace {
  const known = new Map<string, Workspace>()
  return (tenantId) => {
    const found = known.get(tenantId) ?? createWorkspace(bridge, storage, tenantId)
    known.set(tenantId, found)
    return found
  }
}
