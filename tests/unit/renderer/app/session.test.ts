import { describe, expect, it, vi } from 'vitest'
import { foldWord, matchCommands } from '../../../../src/renderer/src/app/palette/match-commands.ts'
import {
  createPreferencesStore,
  selectLanguage,
} from '../../../../src/renderer/src/app/preferences/preferences.store.ts'
import { markOf } from '../../../../src/renderer/src/app/session/mark-of.ts'
import { runningWord, topLevel, withRun } from '../../../../src/renderer/src/app/session/running-runs.ts'
import { createSessionStore, selectActiveTenant } from '../../../../src/renderer/src/app/session/session.store.ts'
import { createFakeBridge } from '../../../../src/renderer/src/bridge/fake-bridge.ts'
import { ok } from '../../../../src/shared/lib/result.ts'
import type { TenantView } from '../../../../src/shared/model/tenant.ts'
import { aProgress, aRun, aTenantView, AT } from '../../../support/builders.ts'

const view = (id: string, over: Partial<TenantView> = {}): TenantView => aTenantView({ id, ...over })

describe('the mark of a tenant', () => {
  it('says sandbox, but never instead of PROD', () => {
    expect(markOf({ kind: 'sandbox', effectiveEnvironment: 'DEV' })).toBe('sandbox')
    expect(markOf({ kind: 'sandbox', effectiveEnvironment: 'PROD' })).toBe('PROD')
    expect(markOf({ kind: 'live', effectiveEnvironment: 'TEST' })).toBe('TEST')
  })
})

describe('the session', () => {
  const activeAmong = async (tenants: readonly TenantView[]): Promise<string | undefined> => {
    const store = createSessionStore(createFakeBridge({ 'tenants:list': () => ok([...tenants]) }))
    await store.getState().refreshTenants()
    return selectActiveTenant(store.getState())?.id
  }

  it('works on the active tenant, and never on an archived one', async () => {
    const archived = view('a', { archivedAt: AT, isActive: true })
    expect(await activeAmong([view('a'), view('b', { isActive: true })])).toBe('b')
    expect(await activeAmong([archived, view('b')])).toBe('b')
    expect(await activeAmong([archived])).toBeUndefined()
  })

  it('reads the tenants again when they changed, until it is told to stop', async () => {
    let reads = 0
    const bridge = createFakeBridge({
      'tenants:list': () => {
        reads += 1
        return ok([view('a')])
      },
    })
    const store = createSessionStore(bridge)
    const stop = store.getState().start()
    await store.getState().refreshTenants()
    const before = reads
    bridge.emit('tenants-changed', {})
    await store.getState().refreshTenants()
    expect(reads).toBeGreaterThan(before)
    const told = reads
    stop()
    bridge.emit('tenants-changed', {})
    await Promise.resolve()
    expect(reads).toBe(told)
  })

  it('finds what runs on any tenant when the page is loaded anew, and says whether a push goes on or rests', async () => {
    const [push, check] = [aRun({ kind: 'push' }), aRun({ id: 'd4a0de11-4c2e-4d7b-9a66-7f1b2e3d4c07', kind: 'check' })]
    const bridge = createFakeBridge({
      'tenants:list': () => ok([view('a'), view('b')]),
      'runs:list': ({ tenantId }) => ok(tenantId === 'a' ? [push, aRun({ id: 'over', status: 'passed' })] : [check]),
      'push:runs': ({ tenantId }) => ok(tenantId === 'a' ? [aProgress({ runId: push.id, state: 'paused' })] : []),
    })
    const store = createSessionStore(bridge)
    store.getState().start()
    await vi.waitFor(() => expect(store.getState().running).toEqual([push, check]))
    const words = () => store.getState().running.map((run) => runningWord(run, store.getState().pushStates))
    expect(words()).toEqual(['pushPaused', 'check'])
    bridge.emit('push-progress', aProgress({ runId: push.id, state: 'waiting' }))
    expect(words()).toEqual(['pushWaiting', 'check'])
    bridge.emit('push-progress', aProgress({ runId: push.id, state: 'running' }))
    expect(words()).toEqual(['push', 'check'])
  })

  it('knows what runs: each run once, gone when it ends, parts told by the whole', () => {
    const part = aRun({ id: 'd4a0de11-4c2e-4d7b-9a66-7f1b2e3d4c06', parentId: aRun().id })
    const running = withRun(withRun(withRun([], aRun()), aRun()), part)
    expect(running).toHaveLength(2)
    expect(topLevel(running)).toEqual([aRun()])
    expect(withRun(running, aRun({ status: 'interrupted' }))).toEqual([part])
  })
})

describe('the command palette', () => {
  const commands = ['Git: Ayarlar', 'Git: Kiracılar', 'Kiracıya geç: Işık A.Ş.', 'Tema: Açık'].map((label) => ({
    id: label,
    label,
    run: () => undefined,
  }))
  const found = (query: string): readonly string[] => matchCommands(commands, query, 'tr').map(({ label }) => label)

  it('finds Turkish words however they are typed', () => {
    expect(found('AYAR')).toEqual(['Git: Ayarlar'])
    expect(found('kiracilar')).toEqual(['Git: Kiracılar'])
    expect(found('IŞIK')).toEqual(['Kiracıya geç: Işık A.Ş.'])
    expect(found('acik')).toEqual(['Tema: Açık'])
    expect(foldWord('İSTANBUL', 'tr')).toBe('istanbul')
  })

  it('wants every word, in any order, and offers all for none', () => {
    expect(found('kir git')).toEqual(['Git: Kiracılar'])
    expect(found('  ')).toHaveLength(commands.length)
    expect(found('nothing like it')).toEqual([])
  })
})

describe('preferences', () => {
  const storage = (kept: Record<string, string>): Pick<Storage, 'getItem' | 'setItem'> => ({
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => void (kept[key] = value),
  })

  it('follow the system until the admin chooses, and keep the choice', () => {
    const kept: Record<string, string> = {}
    const store = createPreferencesStore(storage(kept), 'tr-TR')
    expect(selectLanguage(store.getState())).toBe('tr')
    store.getState().setLanguage('en')
    store.getState().setTheme('dark')
    const again = createPreferencesStore(storage(kept), 'tr-TR').getState()
    expect([selectLanguage(again), again.theme]).toEqual(['en', 'dark'])
  })

  it('ignore what is not a choice', () => {
    const state = createPreferencesStore(storage({ theme: 'plaid', language: 'xx' }), 'en-GB').getState()
    expect([state.theme, state.languageChoice]).toEqual(['system', 'system'])
  })
})
