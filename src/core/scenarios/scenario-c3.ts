import { say } from '../../shared/words/step-words.ts'
import { NIL_ID, isGuid } from '../leads/lead-id.ts'
import { complainOfAnsweredId } from './answered-id.ts'
import type { Observations } from './observations.ts'
import type { ScenarioBench } from './scenario-bench.ts'
import {
  allHold,
  whenSeen,
  type Judgement,
  inEveryForm,
  type ScenarioDefinition,
  type StepOutcome,
} from './scenario-definition.ts'
import { lookIntoD365 } from './step-look-into-d365.ts'
import { makeOrphan } from './step-make-orphan.ts'
import { keepRow, plantLead, plantOrphanId } from './step-plant-lead.ts'
import { pushLead } from './step-push.ts'

/** The runbook's zero GUID, and an id under which D365 really had a lead. */
const FORMS = {
  main: 'the zero GUID',
  random: 'the id of a deleted lead',
} as const
type Form = keyof typeof FORMS

/** Runbook C.3: the database has an id, D365 has no lead. Done twice; each criterion must hold for both. */
export const SCENARIO_C3: ScenarioDefinition = {
  id: 'C3',
  title: 'Edge case: id in the database, no lead in D365',
  goal: 'Push a lead whose stored id leads to nothing, and find it created anew.',
  steps: [
    {
      step: 'zero-id',
      title: 'Write the zero GUID into the database',
      run: writeZeroId,
    },
    { step: 'push-zero', title: 'Push it', run: (bench) => pushAndLook(bench, 'main') },
    {
      step: 'd365-zero',
      title: 'Look into D365',
      run: (bench) => lookIntoD365(bench, 'main', { push: 'main', name: 'main' }),
    },
    {
      step: 'orphan-id',
      title: 'Create a lead, delete it, and write its id into the database',
      run: writeOrphanId,
    },
    {
      step: 'push-orphan',
      title: 'Push it',
      run: (bench) =>
        bench.seen.record('orphan')?.isAbsent === true
          ? pushAndLook(bench, 'random')
          : Promise.resolve({ status: 'skipped', ...say('noOrphan') }),
    },
    {
      step: 'd365-orphan',
      title: 'Look into D365',
      run: (bench) => lookIntoD365(bench, 'random', { push: 'random', name: 'random' }),
    },
  ],
  criteria: [
    { id: 'C3.1', text: 'The log shows that verification failed', judge: inEveryForm(FORMS, verificationFailed) },
    { id: 'C3.2', text: 'The push went on as for a new lead', judge: inEveryForm(FORMS, wentOnAsNew) },
    { id: 'C3.3', text: 'A new lead was created in D365', judge: inEveryForm(FORMS, newLeadInD365) },
    { id: 'C3.4', text: 'The new id is set in the database', judge: inEveryForm(FORMS, newIdInDatabase) },
  ],
  expected: [
    {
      text: 'The look-up by the deleted id was answered with 404',
      judge: (seen) =>
        whenSeen(seen.push('random'), ({ exchanges }) => {
          const orphanId = orphanOf(seen, 'random')
          const asked = exchanges.some(
            ({ method, url, status }) => method === 'GET' && status === 404 && url.includes(String(orphanId)),
          )
          return asked ? null : 'No such answer was seen.'
        }),
    },
    {
      text: 'd365_lead_id holds a new GUID',
      judge: inEveryForm(FORMS, newIdInDatabase),
    },
    {
      text: 'd365_sync_status = synced',
      judge: inEveryForm(FORMS, (seen, form) =>
        whenSeen(seen.row(`${form}/after`), ({ row }) =>
          row?.['d365_sync_status'] === 'synced' ? null : `It is ${String(row?.['d365_sync_status'] ?? 'NULL')}.`,
        ),
      ),
    },
  ],
}

async function writeZeroId(bench: ScenarioBench): Promise<StepOutcome> {
  const planted = await plantLead(bench, 'main')
  return planted.status === 'passed' ? plantOrphanId(bench, 'main', NIL_ID) : planted
}

async function writeOrphanId(bench: ScenarioBench): Promise<StepOutcome> {
  const planted = await plantLead(bench, 'random')
  return planted.status === 'passed' ? makeOrphan(bench, 'random') : planted
}

async function pushAndLook(bench: ScenarioBench, form: Form): Promise<StepOutcome> {
  const outcome = await pushLead(bench, form, form)
  keepRow(bench, form, 'after')
  return outcome
}

const orphanOf = (seen: Observations, form: Form): string | null => {
  const id = seen.row(`${form}/orphaned`)?.row?.['d365_lead_id']
  return typeof id === 'string' ? id : null
}

function verificationFailed(seen: Observations, form: Form): Judgement {
  const push = seen.push(form)
  return whenSeen(push === null ? null : { ...push, evidence: push.eventsEvidence }, ({ events }) =>
    events.includes('d365_lead_verification_failed') || events.includes('d365_lead_lookup_error')
      ? null
      : 'neither d365_lead_verification_failed nor d365_lead_lookup_error was logged.',
  )
}

function wentOnAsNew(seen: Observations, form: Form): Judgement {
  const push = seen.push(form)
  return whenSeen(push === null ? null : { ...push, evidence: push.eventsEvidence }, ({ events, lead }) => {
    if (lead.outcome !== 'created') return `the push ended as ${lead.outcome}.`
    const failedAt = events.findIndex((name) => /verification_failed|lookup_error/.test(name))
    const createdAt = events.lastIndexOf('d365_lead_created')
    return failedAt >= 0 && createdAt > failedAt
      ? null
      : 'd365_lead_created was not logged after the failed verification.'
  })
}

/** The new id differs from the orphan, is the one found in D365, and no other lead of the domain exists. */
function newLeadInD365(seen: Observations, form: Form): Judgement {
  return allHold([
    whenSeen(seen.record(form), ({ columns, d365LeadId }) => {
      if (columns === null) return `D365 holds no lead under the new id ${d365LeadId}.`
      if (d365LeadId === orphanOf(seen, form)) return 'the id is the orphan’s.'
      return complainOfAnsweredId(seen.push(form))
    }),
    whenSeen(seen.matches(form), ({ ids, count }) => {
      if (ids === null || count === null) return 'the search for other leads got no answer.'
      const newId = seen.push(form)?.lead.d365_lead_id
      return count === 1 && ids.length === 1 && ids[0] === newId
        ? null
        : `D365 counts ${String(count)} leads of the domain: ${ids.join(', ')}.`
    }),
  ])
}

function newIdInDatabase(seen: Observations, form: Form): Judgement {
  return whenSeen(seen.row(`${form}/after`), ({ row }) => {
    const id = String(row?.['d365_lead_id'] ?? '')
    if (!isGuid(id) || id === NIL_ID) return 'd365_lead_id is not a GUID of a lead.'
    if (id === orphanOf(seen, form)) return 'd365_lead_id is still the orphan’s.'
    return id === seen.push(form)?.lead.d365_lead_id ? null : 'd365_lead_id is not the id the push reported.'
  })
}
