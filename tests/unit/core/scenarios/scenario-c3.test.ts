import { describe, expect, it } from 'vitest'
import { NIL_ID } from '../../../../src/core/leads/lead-id.ts'
import { createObservationBook, type ObservationBook } from '../../../../src/core/scenarios/observations.ts'
import { SCENARIO_C3 } from '../../../../src/core/scenarios/scenario-c3.ts'
import { ACME_LEAD_ID } from '../../../support/builders.ts'

const ORPHAN = '6f1c2a3b-4d5e-4f60-8a7b-9c0d1e2f3a4b'
const ORPHANS = { main: NIL_ID, random: ORPHAN }

type Form = keyof typeof ORPHANS

const noteRow = (seen: ObservationBook, form: Form, id: string | null) =>
  seen.note('row', `${form}/after`, { evidence: `${form}-row`, row: { d365_lead_id: id, d365_sync_status: 'synced' } })

const notePush = (seen: ObservationBook, form: Form, events: readonly string[], id = ACME_LEAD_ID) =>
  seen.note('push', form, {
    evidence: `${form}-push`,
    eventsEvidence: `${form}-events`,
    lead: { domain: 'c3', outcome: 'created', status: 'synced', reason: null, d365_lead_id: id },
    events,
    exchanges: [],
    attempts: [],
    failure: null,
    retries: 0,
  })

const noteRecord = (seen: ObservationBook, form: Form, d365LeadId: string, isThere = true) =>
  seen.note('record', form, {
    evidence: `${form}-record`,
    d365LeadId,
    columns: isThere ? {} : null,
    isAbsent: !isThere,
    failure: null,
    differing: [],
    compared: 4,
  })

const EVENTS = ['d365_lead_lookup_error', 'd365_lead_verification_failed', 'd365_lead_created']

function seenInC3(): ObservationBook {
  const seen = createObservationBook()
  for (const form of ['main', 'random'] as const) {
    seen.note('row', `${form}/orphaned`, { evidence: `${form}-orphaned`, row: { d365_lead_id: ORPHANS[form] } })
    notePush(seen, form, EVENTS)
    noteRow(seen, form, ACME_LEAD_ID)
    noteRecord(seen, form, ACME_LEAD_ID)
    seen.note('matches', form, { evidence: `${form}-count`, ids: [ACME_LEAD_ID], count: 1 })
  }
  return seen
}

const judged = (seen: ObservationBook) =>
  SCENARIO_C3.criteria.map(({ id, judge }) => ({ id, ...judge(seen) })).filter(({ why }) => why !== null)

describe('the criteria of C3', () => {
  it('hold for both forms, and name evidence', () => {
    const seen = seenInC3()
    expect(judged(seen)).toEqual([])
    expect(SCENARIO_C3.criteria.map(({ judge }) => judge(seen).evidence)).toEqual([
      'random-events',
      'random-events',
      'random-count',
      'random-row',
    ])
  })

  it.each<[string, (seen: ObservationBook) => void, string, string]>([
    [
      'no failed verification was logged',
      (seen) => notePush(seen, 'main', ['d365_lead_created']),
      'C3.1',
      'With the zero GUID',
    ],
    [
      'the lead was created before the verification failed',
      (seen) => notePush(seen, 'random', EVENTS.toReversed()),
      'C3.2',
      'With the id of a deleted lead',
    ],
    ['the record lies under the orphan’s id', (seen) => noteRecord(seen, 'random', ORPHAN), 'C3.3', 'orphan'],
    ['the record is gone', (seen) => noteRecord(seen, 'main', ACME_LEAD_ID, false), 'C3.3', 'holds no lead'],
    [
      'another lead of the domain exists',
      (seen) => seen.note('matches', 'main', { evidence: 'x', ids: [ACME_LEAD_ID, ORPHAN], count: 2 }),
      'C3.3',
      'counts 2',
    ],
    [
      'the one lead found is another',
      (seen) => seen.note('matches', 'main', { evidence: 'x', ids: [ORPHAN], count: 1 }),
      'C3.3',
      ORPHAN,
    ],
    [
      'the search got no answer',
      (seen) => seen.note('matches', 'random', { evidence: 'x', ids: null, count: null }),
      'C3.3',
      'no answer',
    ],
    [
      'the database still holds the orphan’s id',
      (seen) => noteRow(seen, 'random', ORPHAN),
      'C3.4',
      'still the orphan’s',
    ],
    ['the database still holds the zero GUID', (seen) => noteRow(seen, 'main', NIL_ID), 'C3.4', 'not a GUID of a lead'],
    [
      'the database holds an id nobody reported',
      (seen) => noteRow(seen, 'main', ORPHAN),
      'C3.4',
      'not the id the push reported',
    ],
  ])('fail when %s', (_what, change, id, words) => {
    const seen = seenInC3()
    change(seen)
    expect(judged(seen)[0]).toMatchObject({ id, why: expect.stringContaining(words) as string })
  })

  it('all fail where one form was not seen', () => {
    const seen = createObservationBook()
    expect(judged(seen).map(({ id }) => id)).toEqual(['C3.1', 'C3.2', 'C3.3', 'C3.4'])
  })
})
