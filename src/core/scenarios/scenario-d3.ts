import type { Fault } from './fault-script.ts'
import type { Observations } from './observations.ts'
import { complainOfBackoff, proveRetryPolicy } from './retry-policy-proof.ts'
import type { ScenarioBench } from './scenario-bench.ts'
import {
  allHold,
  inEveryForm,
  whenSeen,
  type Judgement,
  type ScenarioDefinition,
  type StepOutcome,
} from './scenario-definition.ts'
import { lookIntoD365 } from './step-look-into-d365.ts'
import { pushAgainst, pushInVain } from './step-push-against.ts'

const FORMS = { http500: 'HTTP 500', http503: 'HTTP 503', cut: 'a cut connection' } as const
type Form = keyof typeof FORMS

/** Source: Microsoft Learn, "Web service error codes" (0x80040216, unexpected error); a gateway's 503 is a page of HTML. */
const FAULTS: Readonly<Record<Form, Fault>> = {
  http500: {
    kind: 'error',
    status: 500,
    code: '0x80040216',
    message: 'An unexpected error occurred.',
    retryAfterSeconds: null,
  },
  http503: { kind: 'html', status: 503 },
  cut: { kind: 'cut' },
}

const MEANT: Readonly<Record<Form, string>> = {
  http500: 'D365APIError',
  http503: 'D365APIError',
  cut: 'D365NetworkError',
}

/**
 * Runbook D.3: a server in trouble, until the retries are used up; and once an answer that got lost although the lead was created. The
 * sandbox's server has the trouble itself; on a real organisation the console's own layer plays it, and says so.
 */
export const SCENARIO_D3: ScenarioDefinition = {
  id: 'D3',
  title: 'D365 API error (500, 503, cut connection)',
  goal: 'Meet a server in trouble, and find the error stored and shown.',
  steps: [
    { step: 'http-500', title: 'Push against HTTP 500', run: (bench) => inTrouble(bench, 'http500') },
    { step: 'http-503', title: 'Push against HTTP 503', run: (bench) => inTrouble(bench, 'http503') },
    { step: 'cut', title: 'Push while the connection is cut', run: (bench) => inTrouble(bench, 'cut') },
    {
      step: 'lost-answer',
      title: 'Push, and lose the answer after the lead was created',
      run: (bench) => pushAgainst(bench, 'lost', { kind: 'lose-first-answer' }),
    },
    {
      step: 'd365',
      title: 'Look for that lead in D365',
      run: (bench) => lookIntoD365(bench, 'lost', { push: 'lost', name: 'lost' }),
    },
  ],
  criteria: [
    {
      id: 'D3.1',
      text: 'The API error was handled gracefully',
      judge: (seen) => allHold([inEveryForm(FORMS, handled)(seen), lostAnswerFound(seen)]),
    },
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
      judge: lostAnswerFound,
    },
  ],
}

const inTrouble = (bench: ScenarioBench, form: Form): Promise<StepOutcome> =>
  pushInVain(bench, form, { kind: 'fail', times: 'always', fault: FAULTS[form] })

function handled(seen: Observations, form: Form): Judgement {
  return whenSeen(seen.push(form), ({ lead, failure }) => {
    if ((seen.faults(form)?.met ?? 0) === 0) return 'no fault was met.'
    if (lead.outcome !== 'failed') return `the push ended as ${lead.outcome}.`
    return failure?.kind === MEANT[form] ? null : `it was taken for ${failure?.kind ?? 'nothing'}.`
  })
}

/** The lead whose answer was lost is there, once, and known here. */
function lostAnswerFound(seen: Observations): Judgement {
  return allHold([
    whenSeen(seen.faults('lost'), ({ met }) => (met === 1 ? null : 'No answer was lost.')),
    whenSeen(seen.record('lost'), ({ columns }) =>
      columns === null ? 'The lead whose answer was lost is not in D365.' : null,
    ),
    whenSeen(seen.matches('lost'), ({ count }) =>
      count === 1 ? null : `Of the lead whose answer was lost D365 counts ${String(count ?? 'nothing')}.`,
    ),
    whenSeen(seen.push('lost'), ({ lead }) =>
      lead.status === 'synced' ? null : `The lead whose answer was lost is ${lead.status ?? 'nothing'}.`,
    ),
  ])
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
