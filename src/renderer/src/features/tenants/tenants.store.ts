import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../../../shared/contract/bridge.ts'
import type { CallInput, CallOutput } from '../../../../shared/contract/calls.ts'
import type { Result } from '../../../../shared/lib/result.ts'
import type { ConnectionDraft } from '../../../../shared/model/connection-draft.ts'
import type { Failure } from '../../../../shared/model/failure.ts'
import type { TenantNetwork } from '../../../../shared/model/network.ts'
import type { ConnectionProof, Owner, ProvenTenant, TenantView } from '../../../../shared/model/tenant.ts'
import { BUSY, IDLE, actionAfter, type ActionState } from '../../bridge/action-state.ts'
import { createStoreContext } from '../../ui/store-context.ts'

/** The last test of a connection, of one tenant. */
export type TestState =
  | { readonly status: 'running' }
  | { readonly status: 'proved'; readonly proof: ConnectionProof }
  | { readonly status: 'failed'; readonly failure: Failure }

export type EnvExport = CallOutput<'tenants:export-env'>
export type TenantsView = 'list' | 'expiry'

export interface TenantsState {
  /** Whose details are shown; null = the active tenant's. */
  readonly shownId: string | null
  readonly isAdding: boolean
  readonly tests: ReadonlyMap<string, TestState>
  /** The last action on the shown tenant. */
  readonly action: ActionState
  readonly addAction: ActionState
  /** The last rotation since its dialog was opened. */
  readonly rotation: ActionState
  readonly startRotation: () => void
  readonly view: TenantsView
  readonly clearAction: () => void
  readonly setView: (view: TenantsView) => void
  readonly show: (tenantId: string) => void
  readonly setAdding: (isAdding: boolean) => void
  readonly add: (input: CallInput<'tenants:add'>) => Promise<boolean>
  /** Adds only what proves itself. */
  readonly connect: (input: CallInput<'tenants:connect'>) => Promise<boolean>
  /** Null = it could not be read; `addAction` says why. */
  readonly readConnection: (text: string) => Promise<ConnectionDraft | null>
  /** What an address that is being typed is; null = it could not be asked. */
  readonly readAddress: (text: string) => Promise<Pick<ConnectionDraft, 'baseUrl' | 'cloud'> | null>
  readonly openConnectionFile: () => Promise<ConnectionDraft | null>
  /** Null = the old credential stays; `rotation` says why. */
  readonly rotate: (input: CallInput<'tenants:rotate'>) => Promise<ProvenTenant | null>
  /** The test of the tenant then shows the new organisation's proof, or why it was refused. */
  readonly acceptOrganization: (input: CallInput<'tenants:accept-organization'>) => Promise<boolean>
  readonly setSecret: (tenantId: string, secret: string, sessionOnly: boolean) => Promise<boolean>
  readonly deleteSecret: (tenantId: string) => Promise<void>
  readonly update: (tenantId: string, changes: CallInput<'tenants:update'>['changes']) => Promise<boolean>
  /** Shows the new tenant. */
  readonly duplicate: (input: CallInput<'tenants:duplicate'>) => Promise<boolean>
  readonly move: (tenantId: string, beforeId: string | null) => Promise<void>
  readonly trace: (tenantId: string) => Promise<Result<CallOutput<'tenants:trace'>, Failure>>
  readonly setProxyPassword: (tenantId: string, password: string | null) => Promise<boolean>
  /** Null = none was chosen, or it was refused; then `action` and `addAction` say why. */
  readonly chooseCaFile: () => Promise<TenantNetwork['extraCa']>
  /** Null = refused; `action` says why. */
  readonly exportEnv: (tenantId: string) => Promise<EnvExport | null>
  /** Null until a profile was exported since the tenant was shown. */
  readonly exportedFile: string | null
  readonly exportProfile: (tenantId: string) => Promise<void>
  /** Shows the new tenant; `action` says why there is none. */
  readonly importProfile: () => Promise<void>
  readonly unlocks: (tenantId: string) => Promise<Result<CallOutput<'tenants:unlocks'>, Failure>>
  readonly setEnabled: (tenantId: string, isEnabled: boolean) => Promise<void>
  readonly findOwners: (tenantId: string, text: string) => Promise<Result<CallOutput<'tenants:find-owners'>, Failure>>
  readonly setOwner: (tenantId: string, owner: Owner | null) => Promise<boolean>
  readonly test: (tenantId: string) => Promise<void>
  readonly remove: (tenantId: string) => Promise<void>
}

export const TenantsContext = createStoreContext<TenantsState>('tenants')

/**
 * `refresh` reads the list of tenants again: it belongs to the session, which every place shares. `onConnected` is told of a tenant that was
 * added after it had proven itself.
 */
export function createTenantsStore(
  bridge: Bridge,
  refresh: () => Promise<void>,
  onConnected: (tenantId: string) => void = () => undefined,
): StoreApi<TenantsState> {
  return createStore<TenantsState>()((set, get) => {
    const act = async (call: Promise<Result<TenantView, Failure>>): Promise<boolean> => {
      set({ action: BUSY })
      const result = await call
      await refresh()
      set({ action: actionAfter(result) })
      return result.ok
    }
    const withTest = (tenantId: string, test: TestState): void =>
      set({ tests: new Map(get().tests).set(tenantId, test) })
    const drafted = (result: Result<ConnectionDraft | null, Failure>): ConnectionDraft | null => {
      set({ addAction: actionAfter(result) })
      return result.ok ? result.value : null
    }
    return {
      shownId: null,
      view: 'list',
      clearAction: () => set({ action: IDLE }),
      setView: (view) => set({ view, action: IDLE }),
      isAdding: false,
      exportedFile: null,
      tests: new Map(),
      action: IDLE,
      addAction: IDLE,
      rotation: IDLE,
      startRotation: () => set({ rotation: IDLE, addAction: IDLE }),
      show: (shownId) => set({ shownId, action: IDLE, exportedFile: null }),
      setAdding: (isAdding) => set({ isAdding, addAction: IDLE, action: IDLE }),
      add: async (input) => {
        set({ addAction: BUSY })
        const result = await bridge.call('tenants:add', input)
        await refresh()
        set({
          addAction: actionAfter(result),
          ...(result.ok ? { isAdding: false, shownId: result.value.id, action: IDLE } : {}),
        })
        return result.ok
      },
      connect: async (input) => {
        set({ addAction: BUSY })
        const result = await bridge.call('tenants:connect', input)
        await refresh()
        set({ addAction: actionAfter(result) })
        if (!result.ok) return false
        const { tenant, proof } = result.value
        withTest(tenant.id, { status: 'proved', proof })
        set({ isAdding: false, shownId: tenant.id, action: IDLE })
        onConnected(tenant.id)
        return true
      },
      readConnection: async (text) => drafted(await bridge.call('tenants:read-connection', { text })),
      readAddress: async (text) => {
        const read = await bridge.call('tenants:read-connection', { text })
        return read.ok ? read.value : null
      },
      openConnectionFile: async () => drafted(await bridge.call('tenants:open-connection-file', {})),
      rotate: async (input) => {
        set({ rotation: BUSY })
        const result = await bridge.call('tenants:rotate', input)
        await refresh()
        set({ rotation: actionAfter(result) })
        if (!result.ok) return null
        withTest(input.tenantId, { status: 'proved', proof: result.value.proof })
        return result.value
      },
      acceptOrganization: async (input) => {
        set({ action: BUSY })
        const result = await bridge.call('tenants:accept-organization', input)
        await refresh()
        set({ action: actionAfter(result) })
        if (result.ok) withTest(input.tenantId, { status: 'proved', proof: result.value.proof })
        return result.ok
      },
      setSecret: (tenantId, secret, sessionOnly) =>
        act(bridge.call('tenants:set-secret', { tenantId, secret, sessionOnly })),
      deleteSecret: async (tenantId) => {
        await act(bridge.call('tenants:delete-secret', { tenantId }))
      },
      update: (tenantId, changes) => act(bridge.call('tenants:update', { tenantId, changes })),
      duplicate: async (input) => {
        set({ action: BUSY })
        const result = await bridge.call('tenants:duplicate', input)
        await refresh()
        set({ action: actionAfter(result), ...(result.ok ? { shownId: result.value.id } : {}) })
        return result.ok
      },
      move: async (tenantId, beforeId) => {
        set({ action: BUSY })
        const result = await bridge.call('tenants:move', { tenantId, beforeId })
        await refresh()
        set({ action: actionAfter(result) })
      },
      trace: (tenantId) => bridge.call('tenants:trace', { tenantId }),
      setProxyPassword: (tenantId, password) => act(bridge.call('tenants:set-proxy-password', { tenantId, password })),
      chooseCaFile: async () => {
        const result = await bridge.call('tenants:choose-ca-file', {})
        set({ action: actionAfter(result), addAction: actionAfter(result) })
        return result.ok ? result.value : null
      },
      exportEnv: async (tenantId) => {
        const result = await bridge.call('tenants:export-env', { tenantId })
        set({ action: actionAfter(result) })
        return result.ok ? result.value : null
      },
      exportProfile: async (tenantId) => {
        set({ action: BUSY, exportedFile: null })
        const result = await bridge.call('tenants:export-profile', { tenantId })
        set({ action: actionAfter(result), exportedFile: result.ok ? (result.value?.file ?? null) : null })
      },
      importProfile: async () => {
        set({ action: BUSY })
        const result = await bridge.call('tenants:import-profile', {})
        await refresh()
        const shown = result.ok && result.value !== null ? { shownId: result.value.id, exportedFile: null } : {}
        set({ action: actionAfter(result), ...shown })
      },
      unlocks: (tenantId) => bridge.call('tenants:unlocks', { tenantId }),
      setEnabled: async (tenantId, isEnabled) => {
        await act(bridge.call('tenants:set-enabled', { tenantId, isEnabled }))
      },
      findOwners: (tenantId, text) => bridge.call('tenants:find-owners', { tenantId, text }),
      setOwner: (tenantId, owner) => act(bridge.call('tenants:set-owner', { tenantId, owner })),
      test: async (tenantId) => {
        withTest(tenantId, { status: 'running' })
        const result = await bridge.call('tenants:test', { tenantId })
        withTest(
          tenantId,
          result.ok ? { status: 'proved', proof: result.value } : { status: 'failed', failure: result.failure },
        )
        await refresh()
      },
      remove: async (tenantId) => {
        const isGone = await act(bridge.call('tenants:remove', { tenantId }))
        if (isGone) set({ shownId: null })
      },
    }
  })
}
