import { describe, expect, it } from 'vitest'
import type { TenantView } from '../../../../src/shared/model/tenant.ts'
import { dueOf, expiriesOf } from '../../../../src/shared/view/credential-expiry.ts'
import { aTenantView } from '../../../support/builders.ts'

const DAY_MS = 86_400_000
const NOW_MS = Date.parse('2026-03-01T12:00:00.000Z')
const endsIn = (days: number): string => new Date(NOW_MS + days * DAY_MS).toISOString()
const kept = (name: string, over: Partial<TenantView> = {}): TenantView =>
  aTenantView({ id: crypto.randomUUID(), name, kind: 'live', secretState: 'keychain', ...over })

describe('the ends of credentials', () => {
  it.each([
    [61, 'later', 61],
    [60.001, 'later', 60],
    [60, 'within-60', 60],
    [30.5, 'within-60', 30],
    [30, 'within-30', 30],
    [7.5, 'within-30', 7],
    [7, 'within-7', 7],
    [0.5, 'within-7', 0],
    [0, 'expired', 0],
    [-2, 'expired', -2],
  ])('%s days before, it is %s', (days, level, daysLeft) => {
    expect(expiriesOf([kept('Contoso', { secretExpiresAt: endsIn(days) })], NOW_MS)).toMatchObject([
      { level, daysLeft },
    ])
  })

  it('come with the most urgent first, and those nobody noted last, in the order of the list', () => {
    const tenants = [
      kept('B, not noted', { position: 4 }),
      kept('A, not noted', { position: 2 }),
      kept('next year', { secretExpiresAt: endsIn(300) }),
      kept('over', { secretExpiresAt: endsIn(-1) }),
      kept('next week', { secretExpiresAt: endsIn(6) }),
    ]
    const expiries = expiriesOf(tenants, NOW_MS)
    expect(expiries.map(({ tenant }) => tenant.name)).toEqual([
      'over',
      'next week',
      'next year',
      'A, not noted',
      'B, not noted',
    ])
    expect(dueOf(expiries).map(({ tenant }) => tenant.name)).toEqual(['over', 'next week'])
  })

  it('leave out the sandbox, removed tenants and those without a credential', () => {
    const secretExpiresAt = endsIn(1)
    const tenants = [
      kept('sandbox', { kind: 'sandbox', secretState: 'built-in', secretExpiresAt }),
      kept('removed', { archivedAt: endsIn(-3), secretExpiresAt }),
      kept('empty', { secretState: 'missing', secretExpiresAt }),
    ]
    expect(expiriesOf(tenants, NOW_MS)).toEqual([])
  })
})
