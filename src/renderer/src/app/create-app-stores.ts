import type { StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../shared/contract/bridge.ts'
import { createSettingsStore, type SettingsState } from '../features/settings/settings.store.ts'
import { createTenantsStore, type TenantsState } from '../features/tenants/tenants.store.ts'
import { createAttestStore, type AttestState } from './attest/attest.store.ts'
import { createEvidenceStore, type EvidenceState } from './evidence/evidence.store.ts'
import { createMappingStore, type MappingState } from './mapping/mapping.store.ts'
import { createNavigationStore, type NavigationState } from './navigation/navigation.store.ts'
import { createPreferencesStore, type PreferencesState } from './preferences/preferences.store.ts'
import { createSessionStore, type SessionState } from './session/session.store.ts'
import { createWorkspaces, type Workspace } from './workspace.ts'

export interface AppStores {
  readonly preferences: StoreApi<PreferencesState>
  readonly navigation: StoreApi<NavigationState>
  readonly session: StoreApi<SessionState>
  readonly tenants: StoreApi<TenantsState>
  readonly settings: StoreApi<SettingsState>
  readonly evidence: StoreApi<EvidenceState>
  readonly attest: StoreApi<AttestState>
  readonly mapping: StoreApi<MappingState>
  readonly workspaceOf: (tenantId: string) => Workspace
}

/** Everything the window holds, built once from the bridge: the renderer's composition root. */
export function createAppStores(bridge: Bridge, storage: Storage, locale: string, place: string | null): AppStores {
  const session = createSessionStore(bridge)
  const navigation = createNavigationStore(place)
  const workspaceOf = createWorkspaces(bridge, storage)
  /** Whether leads will arrive there is what the admin wants to know next; the checks only read. */
  const check = async (tenantId: string): Promise<void> => {
    await session.getState().select(tenantId)
    navigation.getState().goTo('setup')
    await workspaceOf(tenantId).setup.getState().run()
  }
  return {
    preferences: createPreferencesStore(storage, locale),
    navigation,
    session,
    tenants: createTenantsStore(
      bridge,
      () => session.getState().refreshTenants(),
      (tenantId) => void check(tenantId),
    ),
    settings: createSettingsStore(bridge),
    evidence: createEvidenceStore(bridge),
    attest: createAttestStore(bridge),
    mapping: createMappingStore(bridge),
    workspaceOf,
  }
}
