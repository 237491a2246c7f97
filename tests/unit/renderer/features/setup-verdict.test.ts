import { describe, expect, it } from 'vitest'
import { verdictOf, type Verdict } from '../../../../src/renderer/src/features/setup/verdict-of.ts'
import type { CheckRow } from '../../../../src/shared/model/check.ts'

const aRow = (id: string, over: Partial<CheckRow> = {}): CheckRow => ({
  id,
  title: id,
  status: 'passed',
  detail: '',
  remedy: null,
  evidence: [],
  ...over,
})
const IN_PLACE = ['P1', 'A1.1', 'A1.3', 'A2.1', 'A2.2', 'A3', 'B1f'].map((id) => aRow(id))
const withRow = (row: CheckRow): readonly CheckRow[] => IN_PLACE.map((one) => (one.id === row.id ? row : one))

describe('the verdict of a setup', () => {
  it.each<[string, readonly CheckRow[], boolean, Verdict]>([
    ['all in place and pushes on', IN_PLACE, true, 'ready'],
    ['all in place and pushes off', IN_PLACE, false, 'off'],
    [
      'a warning, an open line of a person',
      [...withRow(aRow('A1.3', { status: 'warning' })), aRow('B2', { status: 'skipped' })],
      true,
      'ready',
    ],
    ['one row that failed, whatever else', [...IN_PLACE, aRow('B4', { status: 'failed' })], true, 'broken'],
    ['a failed row among stale ones', withRow(aRow('A3', { status: 'failed', stale: 'age' })), true, 'broken'],
    ['rights that were never read', IN_PLACE.filter(({ id }) => id !== 'A2.2'), true, 'incomplete'],
    ['rights that could not be asked', withRow(aRow('A2.2', { status: 'skipped' })), true, 'incomplete'],
    ['columns seen before the profile changed', withRow(aRow('A3', { stale: 'changed' })), true, 'stale'],
    ['nothing at all', [], true, 'incomplete'],
  ])('of %s is told', (_what, rows, isPushingOn, verdict) => {
    expect(verdictOf(rows, isPushingOn)).toBe(verdict)
  })
})
