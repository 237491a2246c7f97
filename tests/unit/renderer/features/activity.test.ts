import { describe, expect, it } from 'vitest'
import {
  MOST_KEPT,
  withEvent,
  withOlder,
  withSnapshot,
} from '../../../../src/renderer/src/features/activity/activity.updates.ts'
import { countByStatus, groupRows } from '../../../../src/renderer/src/features/setup/group-rows.ts'
import type { ActivityEvent } from '../../../../src/shared/model/activity-event.ts'
import type { CheckRow } from '../../../../src/shared/model/check.ts'
import { anActivityEvent } from '../../../support/builders.ts'

const events = (...sequences: readonly number[]): ActivityEvent[] =>
  sequences.map((sequence) => anActivityEvent({ sequence }))
const sequencesOf = (state: { readonly events?: readonly ActivityEvent[] | null }): readonly number[] =>
  (state.events ?? []).map((event) => event.sequence)

describe('the activity list', () => {
  it('puts an event in its place, once, whatever order it comes in', () => {
    const known = events(9, 7)
    expect(sequencesOf(withEvent(known, anActivityEvent({ sequence: 8 })))).toEqual([9, 8, 7])
    expect(sequencesOf(withEvent(known, anActivityEvent({ sequence: 9 })))).toEqual([9, 7])
  })

  it('keeps older events under a snapshot that reaches down to them, and forgets them across a gap', () => {
    expect(sequencesOf(withSnapshot(events(5, 4, 3), events(7, 6, 5), 3))).toEqual([7, 6, 5, 4, 3])
    const across = withSnapshot(events(3, 2, 1), events(9, 8, 7), 3)
    expect(sequencesOf(across)).toEqual([9, 8, 7])
    expect(across.hasOlder).toBe(true)
  })

  it('says that there is more until a page comes back short', () => {
    expect(withOlder(events(5, 4), events(3, 2), 2).hasOlder).toBe(true)
    expect(withOlder(events(5, 4), events(3), 2).hasOlder).toBe(false)
  })

  it('does not grow without end, and offers what it dropped', () => {
    const full = events(...Array.from({ length: MOST_KEPT }, (_, index) => MOST_KEPT - index))
    const state = withEvent(full, anActivityEvent({ sequence: MOST_KEPT + 1 }))
    expect(state.events).toHaveLength(MOST_KEPT)
    expect(sequencesOf(state)[0]).toBe(MOST_KEPT + 1)
    expect(state.hasOlder).toBe(true)
  })
})

describe('the rows of a check', () => {
  const aRow = (id: string, status: CheckRow['status']): CheckRow => ({
    id,
    title: id,
    status,
    detail: '',
    remedy: null,
    evidence: [],
  })

  it('stand under the runbook’s headings, in the order they came', () => {
    const rows = ['A1.1', 'A1.3', 'A2.1', 'B1f', 'P2', 'P1'].map((id) => aRow(id, 'passed'))
    expect(groupRows(rows).map((group) => [group.id, group.rows.map((row) => row.id)])).toEqual([
      ['A1', ['A1.1', 'A1.3']],
      ['A2', ['A2.1']],
      ['B1f', ['B1f']],
      ['P', ['P2', 'P1']],
    ])
  })

  it('are counted by status', () => {
    expect(countByStatus([aRow('A1.1', 'failed'), aRow('A1.3', 'passed'), aRow('A1.4', 'failed')])).toEqual({
      passed: 1,
      failed: 2,
      warning: 0,
      attested: 0,
      skipped: 0,
    })
  })
})
