import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFakeBridge } from '../../../../src/renderer/src/bridge/fake-bridge.ts'
import { rowAt, offeredBadges } from '../../../../src/renderer/src/features/leads/leads.selectors.ts'
import { createLeadsStore } from '../../../../src/renderer/src/features/leads/leads.store.ts'
import { PAGE_SIZE, pagesOf } from '../../../../src/renderer/src/features/leads/leads.updates.ts'
import { moveIndex } from '../../../../src/renderer/src/features/leads/move-index.ts'
import { pushBlock } from '../../../../src/renderer/src/features/leads/push-permission.ts'
import { timelineOf } from '../../../../src/renderer/src/features/leads/timeline.ts'
import { fail, ok } from '../../../../src/shared/lib/result.ts'
import type { LeadListItem, LeadPage, LeadQuery, SyncBadge } from '../../../../src/shared/model/lead.ts'
import type { TenantView } from '../../../../src/shared/model/tenant.ts'
import { anActivityEvent, anAttempt, aTenantView, AT, TENANT_ID } from '../../../support/builders.ts'

const TOTAL = 250
const NONE: LeadPage['countsByBadge'] = {
  not_synced: 0,
  queued: 0,
  in_progress: 0,
  synced: 0,
  error: 0,
  conflict: 0,
  unknown: 0,
}
const aRow = (index: number, badge: SyncBadge): LeadListItem => ({
  domain: `lead-${index}.example`,
  companyName: null,
  segment: null,
  country: null,
  provider: null,
  readinessScore: null,
  priorityScore: null,
  badge,
  lastAt: null,
  error: null,
  d365LeadId: null,
})

/** 250 leads whose badge can be changed behind the window's back, and every page that was asked for. */
function manyLeads(): {
  readonly bridge: ReturnType<typeof createFakeBridge>
  readonly asked: LeadQuery[]
  badge: SyncBadge
} {
  const asked: LeadQuery[] = []
  const world = { badge: 'not_synced' as SyncBadge }
  const bridge = createFakeBridge({
    'leads:page': ({ query }) => {
      const whole = query as LeadQuery
      asked.push(whole)
      const count = Math.max(0, Math.min(whole.limit, TOTAL - whole.offset))
      const items = Array.from({ length: count }, (_, index) => aRow(whole.offset + index, world.badge))
      return ok({ items, total: TOTAL, countsByBadge: { ...NONE, [world.badge]: TOTAL } })
    },
  })
  return Object.assign(world, { bridge, asked })
}
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

describe('the list of leads', () => {
  it('asks for a page once, when a row of it comes into view', async () => {
    const world = manyLeads()
    const store = createLeadsStore(world.bridge, TENANT_ID)
    store.getState().connect()
    await settle()
    store.getState().needRange(90, 120)
    store.getState().needRange(95, 130)
    await settle()
    expect(world.asked.map((query) => query.offset)).toEqual([0, PAGE_SIZE])
    expect(rowAt(store.getState().pages, 120)?.domain).toBe('lead-120.example')
    expect(rowAt(store.getState().pages, 240)).toBeNull()
  })

  it('never shows an old badge of a row that was off the screen when it changed', async () => {
    const world = manyLeads()
    const store = createLeadsStore(world.bridge, TENANT_ID)
    store.getState().connect()
    store.getState().needRange(200, 220)
    await settle()
    store.getState().needRange(0, 20)
    world.badge = 'synced'
    world.bridge.emit('leads-changed', {})
    await settle()
    expect(rowAt(store.getState().pages, 5)?.badge).toBe('synced')
    expect(rowAt(store.getState().pages, 210)).toBeNull()
    store.getState().needRange(200, 220)
    await settle()
    expect(rowAt(store.getState().pages, 210)?.badge).toBe('synced')
  })

  it('drops the answer to a question that was replaced meanwhile', async () => {
    const answers: ((page: LeadPage) => void)[] = []
    const bridge = createFakeBridge({
      'leads:page': () => new Promise((resolve) => answers.push((page) => resolve(ok(page)))),
    })
    const store = createLeadsStore(bridge, TENANT_ID)
    store.getState().connect()
    await settle()
    store.getState().setQuery({ search: 'acme' })
    answers[0]?.({ items: [aRow(1, 'synced')], total: 1, countsByBadge: NONE })
    await settle()
    expect(store.getState().total).toBeNull()
    answers[1]?.({ items: [aRow(2, 'error')], total: 1, countsByBadge: NONE })
    await settle()
    expect(rowAt(store.getState().pages, 0)?.badge).toBe('error')
  })

  it('keeps the rows on the screen while a new question is on the way, and says why it failed', async () => {
    const world = manyLeads()
    const store = createLeadsStore(world.bridge, TENANT_ID)
    store.getState().connect()
    await settle()
    const failure = { kind: 'LocalDataError', message: 'The disk is gone.', path: null } as const
    world.bridge.answer('leads:page', () => fail(failure))
    store.getState().setQuery({ badge: 'error' })
    expect(rowAt(store.getState().pages, 0)).not.toBeNull()
    expect(store.getState().isStale).toBe(true)
    await settle()
    expect(store.getState()).toMatchObject({ failure, isStale: false })
  })

  it('offers only badges that occur, and the one chosen', () => {
    expect(offeredBadges({ synced: 3, error: 0 }, null)).toEqual(['synced'])
    expect(offeredBadges({ synced: 3, error: 0 }, 'error')).toEqual(['synced', 'error'])
  })
})

describe('the pages of a range', () => {
  it('cover every row of it and no page that holds none', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(500), (first, more) => {
        const pages = pagesOf(first, first + more)
        const rows = Array.from({ length: more + 1 }, (_, index) => Math.floor((first + index) / PAGE_SIZE))
        expect([...pages]).toEqual([...new Set(rows)])
      }),
    )
  })
})

describe('moving by keyboard', () => {
  it('never leaves the list', () => {
    const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'a')
    fc.assert(
      fc.property(fc.array(keys), fc.integer({ min: 1, max: 400 }), (pressed, total) => {
        const ended = pressed.reduce((index, key) => moveIndex(index, key, total), 0)
        expect(ended).toBeGreaterThanOrEqual(0)
        expect(ended).toBeLessThan(total)
      }),
    )
  })

  it('goes by one, by a page and to the ends', () => {
    const from = (key: string): number => moveIndex(20, key, 100)
    expect(['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End', 'x'].map(from)).toEqual([
      21, 19, 30, 10, 0, 99, 20,
    ])
  })
})

describe('the push button', () => {
  const view = (over: Partial<TenantView> = {}): TenantView => aTenantView({ isActive: true, ...over })
  const now = Date.parse(AT)
  const inTenMinutes = new Date(now + 600_000).toISOString()
  it.each([
    ['may be pressed', view(), 'not_synced', null],
    ['may be pressed again for a lead that is there', view(), 'synced', null],
    ['names the flag', view({ d365Enabled: false, secretState: 'missing' }), null, 'd365_disabled'],
    ['names the lock of PROD', view({ effectiveEnvironment: 'PROD' }), null, 'prod_locked'],
    ['works on PROD once unlocked', view({ effectiveEnvironment: 'PROD', unlockedUntil: inTenMinutes }), null, null],
    ['is locked again at the very end', view({ effectiveEnvironment: 'PROD', unlockedUntil: AT }), null, 'prod_locked'],
    ['names the missing secret', view({ secretState: 'missing' }), null, 'secret_missing'],
    ['names the missing keychain', view({ secretState: 'keychain-unavailable' }), null, 'keychain'],
    ['waits for a push under way', view(), 'in_progress', 'under_way'],
    ['lets a lead in conflict be looked at again', view(), 'conflict', null],
  ] as const)('%s', (_case, tenant, badge, expected) => {
    expect(pushBlock(tenant, badge, now)).toBe(expected)
  })
})

describe('a lead’s timeline', () => {
  it('tells events and attempts newest first, events of one instant in their own order', () => {
    const events = [1, 2, 3].map((sequence) => anActivityEvent({ sequence }))
    const attempt = anAttempt({ state: 'created', finishedAt: '2026-03-01T12:00:05.000Z' })
    expect(timelineOf([attempt], events).map((entry) => entry.key)).toEqual([
      `attempt-${attempt.id}`,
      'event-3',
      'event-2',
      'event-1',
    ])
  })
})
