import type { Exchange } from '../../shared/model/exchange.ts'
import { say } from '../../shared/words/step-words.ts'
import type { Observations, PushObservation } from './observations.ts'
import type { ScenarioBench } from './scenario-bench.ts'
import { allHold, whenSeen, type Judgement, type ScenarioDefinition, type StepOutcome } from './scenario-definition.ts'
import { lookIntoD365 } from './step-look-into-d365.ts'
import { certify } from './certify.ts'
import { createAgain } from './step-create-again.ts'
import { plantTwin } from './step-plant-twin.ts'
import { changeLead, keepRow, plantLead } from './step-plant-lead.ts'
import { pushLead } from './step-push.ts'

const REPEATS = ['again', 'changed'] as const

/**
 * Runbook C.2, the certificate against duplicates: push, push again, change the lead, push again; one lead, one id. D365 itself is asked to
 * create the lead once more and must refuse. The negative control plants a duplicate on purpose: a search that does not find it proves
 * nothing by finding none.
 */
export const SCENARIO_C2: ScenarioDefinition = {
  id: 'C2',
  title: 'Update and idempotency',
  goal: 'Push the same lead again, unchanged and changed, and find one lead in D365.',
  steps: [
    { step: 'choose', title: 'Take a lead that is not synced', run: (bench) => plantLead(bench, 'main') },
    {
      step: 'push',
      title: 'Push it to Dynamics',
      run: pushFirst,
    },
    { step: 'push-again', title: 'Push it again', run: (bench) => pushLead(bench, 'main', 'again') },
    {
      step: 'change',
      title: 'Change company name and segment',
      run: (bench) => Promise.resolve(changeLead(bench, 'main')),
    },
    { step: 'push-changed', title: 'Push the changed lead', run: (bench) => pushLead(bench, 'main', 'changed') },
    {
      step: 'create-again',
      title: 'Ask D365 itself to create it once more under the same id',
      run: (bench) => createAgain(bench, 'main', 'first'),
    },
    {
      step: 'd365',
      title: 'Count the leads in D365',
      run: (bench) => lookIntoD365(bench, 'main', { push: 'first', name: 'after' }),
    },
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
      step: 'control',
      title: 'Plant a duplicate on purpose, and find it',
      run: (bench) => plantTwin(bench, 'control'),
    },
  ],
  criteria: [
    { id: 'C2.1', text: 'No duplicate lead was made', judge: noDuplicate },
    {
      id: 'C2.2',
      text: 'The push was skipped (already_exists)',
      judge: (seen) => allHold(REPEATS.map((name) => whenSeen(seen.push(name), skippedAsExisting))),
    },
    { id: 'C2.3', text: 'There is exactly one lead in D365', judge: exactlyOne },
    { id: 'C2.4', text: 'The id in the database did not change', judge: idUnchanged },
  ],
  expected: [
    {
      text: 'The log says d365_lead_already_exists',
      judge: (seen) =>
        allHold(
          REPEATS.map((name) =>
            whenSeen(seen.push(name), ({ events }) =>
              events.includes('d365_lead_already_exists') ? null : 'The event was not logged.',
            ),
          ),
        ),
    },
    {
      text: 'The answer is {"status":"skipped","reason":"already_exists"}',
      judge: (seen) => allHold(REPEATS.map((name) => whenSeen(seen.push(name), skippedAsExisting))),
    },
    { text: 'There is no duplicate lead in D365', judge: exactlyOne },
    {
      text: 'The id of the lead in D365 is the same',
      judge: (seen) =>
        whenSeen(seen.record('after'), ({ columns }) => (columns === null ? 'It is gone from D365.' : null)),
    },
    {
      text: 'd365_lead_id did not change',
      judge: idUnchanged,
    },
    {
      text: 'd365_sync_status is still synced',
      judge: (seen) =>
        whenSeen(seen.row('main/after'), ({ row }) => (row?.['d365_sync_status'] === 'synced' ? null : 'It is not.')),
    },
    {
      text: 'A duplicate planted on purpose is found, so that finding none means something',
      judge: controlHolds,
    },
  ],
  certify,
}

async function pushFirst(bench: ScenarioBench): Promise<StepOutcome> {
  const outcome = await pushLead(bench, 'main', 'first')
  keepRow(bench, 'main', 'pushed')
  return outcome
}

/** The first push created, the later ones sent nothing that could create, and D365 shows no second lead. */
function noDuplicate(seen: Observations): Judgement {
  const first = seen.push('first')
  return allHold([
    whenSeen(first, ({ lead }) => (lead.outcome === 'created' ? null : `The first push ended as ${lead.outcome}.`)),
    ...REPEATS.map((name) =>
      whenSeen(seen.push(name), (push) => {
        if (push.lead.outcome === 'created') return 'A repeated push created a lead.'
        const write = push.exchanges.find(couldCreate)
        return write === undefined ? null : `A repeated push sent ${write.method} ${write.url}.`
      }),
    ),
    whenSeen(seen.refusal('again'), ({ isRefused }) =>
      isRefused ? null : 'D365 itself took a second create under the id of the lead.',
    ),
    whenSeen(seen.matches('after'), ({ ids }) => {
      if (ids === null) return 'The search for duplicates got no answer.'
      const others = ids.filter((id) => id !== first?.lead.d365_lead_id)
      return others.length === 0 ? null : `D365 also holds ${others.join(', ')}.`
    }),
  ])
}

/** A POST to the table, or a PATCH that may insert (no `If-Match`). */
function couldCreate({ method, url, requestHeaders }: Exchange): boolean {
  if (!/\/leads(\(|$|\?)/.test(url)) return false
  if (method === 'POST') return true
  return method === 'PATCH' && !Object.keys(requestHeaders).some((name) => name.toLowerCase() === 'if-match')
}

const skippedAsExisting = ({ lead }: PushObservation): string | null =>
  lead.outcome === 'skipped' && lead.reason === 'already_exists'
    ? null
    : `A repeated push ended as ${lead.outcome}, reason ${lead.reason ?? 'none'}.`

/** Counted by search and found under the id: two questions, one answer. */
function exactlyOne(seen: Observations): Judgement {
  return allHold([
    whenSeen(seen.record('after'), ({ columns, d365LeadId }) =>
      columns === null ? `D365 holds no lead under the id ${d365LeadId}.` : null,
    ),
    whenSeen(seen.matches('after'), ({ ids, count }) => {
      if (ids === null || count === null) return 'The count got no answer.'
      return count === 1 && ids.length === 1
        ? null
        : `D365 counts ${String(count)} leads and lists ${String(ids.length)}.`
    }),
    controlHolds(seen),
  ])
}

/** Another lead has another id, and the very search that found one lead above finds the two that are there on purpose. */
function controlHolds(seen: Observations): Judgement {
  const main = seen.push('first')?.lead.d365_lead_id
  return allHold([
    whenSeen(seen.push('control'), ({ lead }) =>
      lead.d365_lead_id === main ? 'Another lead was given the same id.' : null,
    ),
    whenSeen(seen.matches('control'), ({ ids, count }) =>
      ids?.length === 2 && count === 2
        ? null
        : `The duplicate planted on purpose was not found: D365 counts ${String(count ?? 'nothing')} instead of 2.`,
    ),
  ])
}

function idUnchanged(seen: Observations): Judgement {
  return whenSeen(seen.row('main/after'), ({ row }) => {
    const before = seen.row('main/pushed')?.row?.['d365_lead_id'] ?? null
    const after = row?.['d365_lead_id'] ?? null
    if (before === null || after === null) return 'There is no id to compare.'
    return before === after ? null : `It was ${String(before)} and is now ${String(after)}.`
  })
}
