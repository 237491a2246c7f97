import { say } from '../../shared/words/step-words.ts'
import { isGuid } from '../leads/lead-id.ts'
import { complainOfAnsweredId } from './answered-id.ts'
import { whenSeen, type ScenarioDefinition } from './scenario-definition.ts'
import { lookAtWindow } from './step-look-at-window.ts'
import { lookIntoD365 } from './step-look-into-d365.ts'
import { keepRow, plantLead } from './step-plant-lead.ts'
import { pushLead } from './step-push.ts'

/** Runbook C.1: a lead that was never in D365 is pushed; D365, database, badge and link agree afterwards. */
export const SCENARIO_C1: ScenarioDefinition = {
  id: 'C1',
  title: 'Happy path: create',
  goal: 'Push a lead that was never in D365.',
  steps: [
    { step: 'choose', title: 'Take a lead that is not synced', run: (bench) => plantLead(bench, 'main') },
    { step: 'push', title: 'Push it to Dynamics', run: (bench) => pushLead(bench, 'main', 'first') },
    {
      step: 'database',
      title: 'Look into the database',
      run: (bench) =>
        Promise.resolve(
          keepRow(bench, 'main', 'after') === null
            ? { status: 'failed', ...say('rowGone') }
            : { status: 'passed', detail: null },
        ),
    },
    {
      step: 'd365',
      title: 'Look into D365',
      run: (bench) => lookIntoD365(bench, 'main', { push: 'first', name: 'after' }),
    },
    { step: 'window', title: 'Look at badge and link', run: (bench) => lookAtWindow(bench, 'main', 'after') },
  ],
  criteria: [
    {
      id: 'C1.1',
      text: 'The lead was created in D365',
      judge: (seen) =>
        whenSeen(seen.record('after'), ({ columns, d365LeadId }) => {
          if (columns === null) return `D365 holds no lead under the id ${d365LeadId}.`
          const outcome = seen.push('first')?.lead.outcome ?? 'nothing'
          if (outcome !== 'created') return `The push did not create the lead, it ended as ${outcome}.`
          return complainOfAnsweredId(seen.push('first'))
        }),
    },
    {
      id: 'C1.2',
      text: 'd365_lead_id is set in the database',
      judge: (seen) =>
        whenSeen(seen.row('main/after'), ({ row }) => {
          const id = String(row?.['d365_lead_id'] ?? '')
          if (!isGuid(id)) return 'd365_lead_id is not a GUID.'
          return id === seen.push('first')?.lead.d365_lead_id ? null : 'd365_lead_id is not the id the push reported.'
        }),
    },
    {
      id: 'C1.3',
      text: 'd365_sync_status = synced',
      judge: (seen) =>
        whenSeen(seen.row('main/after'), ({ row }) =>
          row?.['d365_sync_status'] === 'synced'
            ? null
            : `d365_sync_status is ${String(row?.['d365_sync_status'] ?? 'NULL')}.`,
        ),
    },
    {
      id: 'C1.4',
      text: 'Badge and link in the window work',
      judge: (seen) =>
        whenSeen(seen.badge('after'), ({ view, link, linkedLeadId, isLinkedRecordFound }) => {
          if (view.badge !== 'synced') return `The badge says ${view.badge}.`
          if (link === null || linkedLeadId === null) return 'There is no link that opens a lead of this tenant.'
          return isLinkedRecordFound ? null : `The link opens no record: ${link}`
        }),
    },
  ],
  expected: [
    {
      text: 'push_lead_to_d365 started',
      judge: (seen) => whenSeen(seen.push('first'), ({ events }) => missing(events, 'push_lead_to_d365')),
    },
    {
      text: 'The log says that the lead was created',
      judge: (seen) => whenSeen(seen.push('first'), ({ events }) => missing(events, 'd365_lead_created')),
    },
    {
      text: 'Before the push the lead was not synced',
      judge: (seen) =>
        whenSeen(seen.row('main/before'), ({ row }) => {
          const status = row?.['d365_sync_status'] ?? 'pending'
          const isNew = status === 'pending' && (row?.['d365_lead_id'] ?? null) === null
          return isNew ? null : `It was ${String(status)} already.`
        }),
    },
    {
      text: 'd365_lead_id is filled, in GUID format',
      judge: (seen) =>
        whenSeen(seen.row('main/after'), ({ row }) =>
          isGuid(String(row?.['d365_lead_id'] ?? '')) ? null : 'It is not.',
        ),
    },
    {
      text: 'd365_sync_last_at is set',
      judge: (seen) =>
        whenSeen(seen.row('main/after'), ({ row }) =>
          Number.isNaN(Date.parse(String(row?.['d365_sync_last_at'] ?? ''))) ? 'It is not a time.' : null,
        ),
    },
    {
      text: 'The search in D365 finds exactly this lead',
      judge: (seen) =>
        whenSeen(seen.matches('after'), ({ ids }) =>
          ids?.length === 1 && ids[0] === seen.push('first')?.lead.d365_lead_id ? null : 'It does not.',
        ),
    },
    {
      text: 'D365 holds the data that was sent, field by field',
      judge: (seen) =>
        whenSeen(seen.record('after'), ({ columns, differing, compared }) => {
          if (columns === null || compared === 0) return 'There was nothing to compare.'
          return differing.length === 0 ? null : `Different: ${differing.join(', ')}.`
        }),
    },
  ],
}

const missing = (events: readonly string[], name: string): string | null =>
  events.includes(name) ? null : `The event ${name} was not logged.`
