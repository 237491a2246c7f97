import type { Failure } from '../../shared/model/failure.ts'
import { say } from '../../shared/words/step-words.ts'
import { leadIdFor } from '../leads/lead-id.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { Observations } from './observations.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import {
  inEveryForm,
  whenSeen,
  type Judgement,
  type ScenarioDefinition,
  type StepOutcome,
} from './scenario-definition.ts'
import { lookAtError } from './step-look-at-error.ts'
import { keepRow, plantLead } from './step-plant-lead.ts'
import { pushLead } from './step-push.ts'

/** AADSTS numbers by which Entra ID refuses (Microsoft Learn, "Microsoft Entra authentication and authorization error codes"). */
const WRONG_SECRET = 7_000_215
const UNKNOWN_CLIENT = 700_016

const FORMS = { secret: 'a wrong secret', client: 'a wrong client id' } as const
type Form = keyof typeof FORMS

const EXPECTED_NUMBER: Readonly<Record<Form, number>> = { secret: WRONG_SECRET, client: UNKNOWN_CLIENT }

/**
 * Runbook D.1: a push with a wrong secret, and one with a wrong client id. Both are throw-away values in a connection of their own without
 * any token cache; the stored secret is neither read into it nor touched, and works afterwards.
 */
export const SCENARIO_D1: ScenarioDefinition = {
  id: 'D1',
  title: 'Authentication error',
  goal: 'Push with a wrong secret and with a wrong client id, and get an answer a person can act on.',
  steps: [
    { step: 'wrong-secret', title: 'Push with a wrong secret', run: (bench) => pushWrongly(bench, 'secret') },
    { step: 'wrong-client', title: 'Push with a wrong client id', run: (bench) => pushWrongly(bench, 'client') },
    { step: 'stored-secret', title: 'Sign in with the stored secret', run: signInAgain },
  ],
  criteria: [
    { id: 'D1.1', text: 'The authentication error was handled gracefully', judge: inEveryForm(FORMS, handled) },
    { id: 'D1.2', text: 'The window shows an error a person can act on', judge: inEveryForm(FORMS, shown) },
    { id: 'D1.3', text: 'The log has the error event', judge: inEveryForm(FORMS, logged) },
  ],
  expected: [
    {
      text: 'D365AuthenticationError was raised (AADSTS7000215, AADSTS700016)',
      judge: inEveryForm(FORMS, (seen, form) =>
        whenSeen(seen.push(form), ({ failure }) => complainOfNumber(failure, form)),
      ),
    },
    {
      text: 'The push failed with a meaningful error',
      judge: inEveryForm(FORMS, (seen, form) =>
        whenSeen(seen.row(`${form}/after`), ({ row }) =>
          String(row?.['d365_sync_error'] ?? '') === '' ? 'd365_sync_error is empty.' : null,
        ),
      ),
    },
    {
      text: 'The log says d365_token_acquisition_failed',
      judge: inEveryForm(FORMS, logged),
    },
    {
      text: 'The stored secret was not touched and still works',
      judge: (seen) => whenSeen(seen.proof('stored'), ({ holds }) => (holds ? null : 'It does not work any more.')),
    },
    {
      text: 'Nothing was created in D365',
      judge: inEveryForm(FORMS, (seen, form) =>
        whenSeen(seen.proof(`${form}/nothing`), ({ holds }) => (holds ? null : 'Something was.')),
      ),
    },
  ],
}

async function pushWrongly(bench: ScenarioBench, form: Form): Promise<StepOutcome> {
  const planted = await plantLead(bench, form)
  if (planted.status !== 'passed') return planted
  const wrong = await openWrongly(bench, form)
  if (!wrong.ok) return { status: 'failed', ...say('tenantClosed', { theWhy: wrong.failure.message }) }
  try {
    const outcome = await pushLead(bench, form, form, { connection: wrong.value })
    keepRow(bench, form, 'after')
    const looked = await lookAtError(bench, form, form)
    await lookForLead(bench, form)
    return outcome.status === 'passed' ? { status: 'failed', ...say('wrongCredentialWorked') } : looked
  } finally {
    wrong.value.close()
  }
}

/** Values nobody has: made up now, used once, kept nowhere. */
function openWrongly(
  { connections, connection: { tenant }, ports: { random } }: ScenarioBench,
  form: Form,
): ReturnType<ScenarioBench['connections']['open']> {
  const madeUp = random.uuid()
  return form === 'secret'
    ? connections.open(tenant, { isFresh: true, secret: `wrong-on-purpose-${madeUp}` })
    : connections.open(tenant, { isFresh: true, clientId: madeUp })
}

async function lookForLead(bench: ScenarioBench, form: Form): Promise<void> {
  const { custody, scenarioId, scope, connection, signal, seen } = bench
  // A push that never came as far as an id would have used this one.
  const id = seen.push(form)?.lead.d365_lead_id ?? leadIdFor(scope.organizationId, custody.domain(scenarioId, form), 0)
  const read = await connection.d365.readLead(id, ['leadid'], { signal })
  const holds = !read.ok && read.failure.kind === 'D365NotFoundError'
  const title = 'Whether a lead came of the wrong credential'
  const evidence = keepEvidence(bench, { kind: 'read-back', title, body: { d365LeadId: id, isAbsent: holds } })
  seen.note('proof', `${form}/nothing`, { evidence, holds })
}

async function signInAgain(bench: ScenarioBench): Promise<StepOutcome> {
  const opened = await bench.connections.open(bench.connection.tenant, { isFresh: true })
  const token = opened.ok ? await acquire(opened.value, bench.signal) : opened
  const evidence = keepEvidence(bench, {
    kind: 'token',
    title: 'A sign-in with the stored secret, by a fresh client',
    body: token.ok ? { tokenLength: token.value.accessToken.length } : { failure: token.failure },
  })
  bench.seen.note('proof', 'stored', { evidence, holds: token.ok })
  return token.ok ? { status: 'passed', detail: null } : { status: 'failed', ...say('storedSecretDead') }
}

async function acquire(
  connection: TenantConnection,
  signal: AbortSignal,
): ReturnType<TenantConnection['tokens']['acquire']> {
  try {
    return await connection.tokens.acquire({ signal })
  } finally {
    connection.close()
  }
}

function complainOfNumber(failure: Failure | null, form: Form): string | null {
  if (failure?.kind !== 'D365AuthenticationError') return `it ended with ${failure?.kind ?? 'no failure'}.`
  return failure.aadsts === EXPECTED_NUMBER[form] ? null : `Entra ID answered AADSTS${String(failure.aadsts)}.`
}

/** Ended as a failure of sign-in with its number, without a retry that could not help, and stored as an error. */
function handled(seen: Observations, form: Form): Judgement {
  return whenSeen(seen.push(form), ({ lead, failure, retries }) => {
    const complaint = complainOfNumber(failure, form)
    if (complaint !== null) return complaint
    if (lead.outcome !== 'failed' || lead.status !== 'error') {
      return `the push ended as ${lead.outcome}, status ${lead.status ?? 'none'}.`
    }
    return retries === 0 ? null : `it was tried ${String(retries)} more times with the same credential.`
  })
}

function shown(seen: Observations, form: Form): Judgement {
  return whenSeen(seen.badge(form), ({ view }) => {
    if (view.badge !== 'error' || view.error === null) return `the badge says ${view.badge} without an error.`
    return seen.proof(`${form}/advice`)?.holds === true ? null : 'no sentence says what happened and what to do.'
  })
}

function logged(seen: Observations, form: Form): Judgement {
  const push = seen.push(form)
  return whenSeen(push === null ? null : { ...push, evidence: push.eventsEvidence }, ({ events }) =>
    events.includes('d365_token_acquisition_failed') ? null : 'd365_token_acquisition_failed was not logged.',
  )
}
