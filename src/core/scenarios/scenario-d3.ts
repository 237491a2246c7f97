import { compressClock } from './compress-clock.ts'
import { failAlways, faultBody, injectFaults, loseFirstAnswer, type Fault, type FaultPlan } from './inject-faults.ts'
import type { Observations } from './observations.ts'
import { complainOfBackoff, proveRetryPolicy } from './retry-policy-proof.ts'
import type { ScenarioBench } from './scenario-bench.ts'
import { WAITING_FACTOR } from './scenario-d2.ts'
import {
  allHold,
  inEveryForm,
  whenSeen,
  type Judgement,
  type ScenarioDefinition,
  type StepOutcome,
} from './scenario-definition.ts'
import { lookAtError } from './step-look-at-error.ts'
import { lookIntoD365 } from './step-look-into-d365.ts'
import { plantLead } from './step-plant-lead.ts'
import { pushLead } from './step-push.ts'

const FORMS = { http500: 'HTTP 500', http503: 'HTTP 503', cut: 'a cut connection' } as const
type Form = keyof typeof FORMS

/** Source: Microsoft Learn, "Web service error codes" (0x80040216, unexpected error); a gateway's 503 is a page of HTML. */
const FAULTS: Readonly<Record<Form, Fault>> = {
  http500: { kind: 'answer', status: 500, headers: {}, body: faultBody('0x80040216', 'An unexpected error occurred.') },
  http503: { kind: 'answer', status: 503, headers: {}, body: '<html><body>Service Unavailable</body></html>' },
  cut: { kind: 'cut' },
}

const MEANT: Readonly<Record<Form, string>> = {
  http500: 'D365APIError',
  http503: 'D365APIError',
  cut: 'D365NetworkError',
}

/**
 * Runbook D.3: a server in trouble, until the retries are used up; and once an answer that got lost although the lead was created. The faults
 * are put before the creates in the console's own layer and marked as injected.
 */
export const SCENARIO_D3: ScenarioDefinition = {
  id: 'D3',
  title: 'D365 API error (500, 503, cut connection)',
  goal: 'Meet a server in trouble, and find the error stored and shown.',
  steps: [
    { step: 'http-500', title: 'Push against HTTP 500', run: (bench) => pushInVain(bench, 'http500') },
    { step: 'http-503', title: 'Push against HTTP 503', run: (bench) => pushInVain(bench, 'http503') },
    { step: 'cut', title: 'Push while the connection is cut', run: (bench) => pushInVain(bench, 'cut') },
    {
      step: 'lost-answer',
      title: 'Push, and lose the answer after the lead was created',
      run: (bench) => pushAgainst(bench, 'lost', loseFirstAnswer()),
    },
    {
      step: 'd365',
      title: 'Look for that lead in D365',
      run: (bench) => lookIntoD365(bench, 'lost', { push: 'lost', name: 'lost' }),
    },
  ],
  criteria: [
    { id: 'D3.1', text: 'The API error was handled gracefully', judge: inEveryForm(FORMS, handled) },
    { id: 'D3.2', text: 'The push is retried with backoff', judge: inEveryForm(FORMS, retried) },
    { id: 'D3.3', text: 'The error state is stored in the database', judge: inEveryForm(FORMS, stored) },
    { id: 'D3.4', text: 'The window shows an error badge', judge: inEveryForm(FORMS, shown) },
  ],
  expected: [
    {
      text: 'D365APIError was raised (D365NetworkError for the cut connection)',
      judge: inEveryForm(FORMS, (seen, form) =>
        whenSeen(seen.push(form), ({ failure }) =>
          failure?.kind === MEANT[form] ? null : `${failure?.kind ?? 'nothing'} was.`,
        ),
      ),
    },
    {
      text: 'The log says d365_api_error_retry',
      judge: inEveryForm(FORMS, (seen, form) =>
        whenSeen(seen.push(form), ({ events }) => (events.includes('d365_api_error_retry') ? null : 'it does not.')),
      ),
    },
    { text: 'After the last retry d365_sync_status = error', judge: inEveryForm(FORMS, stored) },
    {
      text: 'A lead whose answer was lost is found by its id and not created twice',
      judge: (seen) =>
        allHold([
          whenSeen(seen.record('lost'), ({ columns }) => (columns === null ? 'It is not in D365.' : null)),
          whenSeen(seen.matches('lost'), ({ count }) => (count === 1 ? null : `D365 counts ${String(count)}.`)),
          whenSeen(seen.push('lost'), ({ lead }) =>
            lead.status === 'synced' ? null : `It is ${lead.status ?? 'nothing'}.`,
          ),
        ]),
    },
  ],
}

async function pushAgainst(bench: ScenarioBench, form: string, plan: FaultPlan): Promise<StepOutcome> {
  const planted = await plantLead(bench, form)
  if (planted.status !== 'passed') return planted
  return pushLead(bench, form, form, {
    connection: injectFaults(bench.connection, plan, bench.ports),
    clock: compressClock(bench.ports.clock, WAITING_FACTOR),
  })
}

/** It must fail, and show it: a push that reports success here would be wrong. */
async function pushInVain(bench: ScenarioBench, form: Form): Promise<StepOutcome> {
  const outcome = await pushAgainst(bench, form, failAlways(FAULTS[form]))
  if (outcome.status === 'passed') return { status: 'failed', detail: 'The push reported success.' }
  return lookAtError(bench, form, form)
}

function handled(seen: Observations, form: Form): Judgement {
  return whenSeen(seen.push(form), ({ lead, failure, exchanges }) => {
    if (!exchanges.some(({ isInjected }) => isInjected)) return 'no fault was met.'
    if (lead.outcome !== 'failed') return `the push ended as ${lead.outcome}.`
    return failure?.kind === MEANT[form] ? null : `it was taken for ${failure?.kind ?? 'nothing'}.`
  })
}

function retried(seen: Observations, form: Form): Judgement {
  return whenSeen(seen.push(form), ({ retries, attempts }) => {
    if (retries < 1) return 'it was not tried again.'
    return complainOfBackoff(proveRetryPolicy({ [form]: attempts }))
  })
}

function stored(seen: Observations, form: Form): Judgement {
  return whenSeen(seen.row(`${form}/after`), ({ row }) => {
    if (row?.['d365_sync_status'] !== 'error')
      return `d365_sync_status is ${String(row?.['d365_sync_status'] ?? 'NULL')}.`
    return String(row['d365_sync_error'] ?? '') === '' ? 'd365_sync_error is empty.' : null
  })
}

function shown(seen: Observations, form: Form): Judgement {
  return whenSeen(seen.badge(form), ({ view }) =>
    view.badge === 'error' && view.tone === 'danger' && view.error !== null ? null : `the badge says ${view.badge}.`,
  )
}
