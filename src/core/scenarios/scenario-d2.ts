import {
  allowAtOnce,
  failAlways,
  failFirst,
  faultBody,
  injectFaults,
  type Fault,
  type FaultPlan,
} from './inject-faults.ts'
import { compressClock } from './compress-clock.ts'
import type { Observations, PushObservation } from './observations.ts'
import { complainOfBackoff, complainOfJitter, proveRetryPolicy } from './retry-policy-proof.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import { allHold, whenSeen, type Judgement, type ScenarioDefinition, type StepOutcome } from './scenario-definition.ts'
import { lookAtError } from './step-look-at-error.ts'
import { plantLead } from './step-plant-lead.ts'
import { pushLead } from './step-push.ts'

/** A retry's minutes pass in tenths of a second; every recorded delay is the one decided. */
export const WAITING_FACTOR = 2_000

const HINT_SECONDS = 5
/** At most this is added to a `Retry-After` (spec: throttling). */
const MOST_ADDED_SHARE = 0.05

const BURST = ['burst1', 'burst2', 'burst3', 'burst4', 'burst5', 'burst6'] as const
const AT_ONCE = 2

/** Source: Microsoft Learn, "Service protection API limits" (codes and texts of the three limits). */
const tooMany = (code: string, text: string, retryAfterSeconds: number | null): Fault => ({
  kind: 'answer',
  status: 429,
  headers: retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) },
  body: faultBody(code, text),
})
const REQUESTS = 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'
const CONCURRENCY = 'Number of concurrent requests exceeded the limit of 52.'

/**
 * Runbook D.2: answers 429, with and without `Retry-After`, one that never ends, and a burst of pushes that crosses a limit. The 429s are put
 * before the creates in the console's own layer, since nobody can make a healthy organisation throttle on demand.
 */
export const SCENARIO_D2: ScenarioDefinition = {
  id: 'D2',
  title: 'Rate limit (429)',
  goal: 'Meet the rate limit and get every lead in, or a graceful failure, after waits that grow.',
  steps: [
    {
      step: 'without-hint',
      title: 'Push against 429 without Retry-After',
      run: (bench) => pushThrottled(bench, 'plain', failFirst(3, tooMany('0x80072322', REQUESTS, null))),
    },
    {
      step: 'with-hint',
      title: 'Push against 429 with Retry-After',
      run: (bench) => pushThrottled(bench, 'hinted', failFirst(1, tooMany('0x80072322', REQUESTS, HINT_SECONDS))),
    },
    {
      step: 'without-end',
      title: 'Push against 429 that does not end',
      run: pushWithoutEnd,
    },
    { step: 'burst', title: 'Push six leads at once across a limit of two', run: pushBurst },
    { step: 'policy', title: 'Evaluate the policy for n = 0…10', run: keepPolicy },
  ],
  criteria: [
    { id: 'D2.1', text: 'The rate limit error was handled', judge: handled },
    {
      id: 'D2.2',
      text: 'The retry backoff is exponential and capped',
      judge: (seen) => whenSeen(seen.proof('policy'), () => complainOfBackoff(policyOf(seen))),
    },
    {
      id: 'D2.3',
      text: 'Jitter is added (prevents a thundering herd)',
      judge: (seen) => whenSeen(seen.proof('policy'), () => complainOfJitter(policyOf(seen))),
    },
    { id: 'D2.4', text: 'The push succeeds in the end or fails gracefully', judge: endsWell },
  ],
  expected: [
    {
      text: 'D365RateLimitError was raised',
      judge: (seen) =>
        whenSeen(seen.push('plain'), (push) => (rateLimits(push) === 3 ? null : 'It was not, three times.')),
    },
    {
      text: 'The log says d365_rate_limit_retry',
      judge: (seen) =>
        allHold(
          ['plain', 'hinted'].map((name) =>
            whenSeen(seen.push(name), ({ events }) =>
              events.includes('d365_rate_limit_retry') ? null : 'It does not.',
            ),
          ),
        ),
    },
    {
      text: 'Countdown values of 60, 120 and 240 s plus 0–10 s were recorded',
      judge: (seen) =>
        whenSeen(seen.proof('policy'), () => {
          const { recorded } = policyOf(seen)
          return recorded.filter(({ push }) => push === 'plain').length === 3
            ? complainOfBackoff(policyOf(seen))
            : 'Not all three.'
        }),
    },
    { text: 'Retry-After is a floor and uses up no retry', judge: hintKept },
    {
      text: 'Pushes at once crossed the limit, and each made one lead',
      judge: (seen) =>
        allHold([
          whenSeen(seen.proof('burst'), ({ holds }) => (holds ? null : 'The limit was not crossed.')),
          ...BURST.map((form) => whenSeen(seen.push(form), created)),
        ]),
    },
  ],
}

async function pushThrottled(bench: ScenarioBench, form: string, plan: FaultPlan): Promise<StepOutcome> {
  const planted = await plantLead(bench, form)
  if (planted.status !== 'passed') return planted
  return pushLead(bench, form, form, {
    connection: injectFaults(bench.connection, plan, bench.ports),
    clock: compressClock(bench.ports.clock, WAITING_FACTOR),
  })
}

/** It must fail, and show it: a push that reports success here would be wrong. */
async function pushWithoutEnd(bench: ScenarioBench): Promise<StepOutcome> {
  const outcome = await pushThrottled(bench, 'stuck', failAlways(tooMany('0x80072322', REQUESTS, null)))
  if (outcome.status === 'passed') return { status: 'failed', detail: 'The push reported success.' }
  return lookAtError(bench, 'stuck', 'stuck')
}

async function pushBurst(bench: ScenarioBench): Promise<StepOutcome> {
  for (const form of BURST) await plantLead(bench, form)
  const connection = injectFaults(
    bench.connection,
    allowAtOnce(AT_ONCE, tooMany('0x80072326', CONCURRENCY, 1), bench.ports.clock),
    bench.ports,
  )
  const clock = compressClock(bench.ports.clock, WAITING_FACTOR)
  const outcomes = await Promise.all(BURST.map((form) => pushLead(bench, form, form, { connection, clock })))
  const throttled = BURST.filter((form) => rateLimits(bench.seen.push(form)) > 0)
  const evidence = keepEvidence(bench, {
    kind: 'note',
    title: 'Pushes at once, and which of them were throttled',
    body: { pushes: BURST.length, atOnce: AT_ONCE, throttled },
  })
  bench.seen.note('proof', 'burst', { evidence, holds: throttled.length > 0 })
  return (
    outcomes.find(({ status }) => status !== 'passed') ?? {
      status: 'passed',
      detail: `${String(throttled.length)} of 6 were throttled`,
    }
  )
}

const policyOf = (seen: Observations): ReturnType<typeof proveRetryPolicy> =>
  proveRetryPolicy({ plain: seen.push('plain')?.attempts ?? [], stuck: seen.push('stuck')?.attempts ?? [] })

function keepPolicy(bench: ScenarioBench): Promise<StepOutcome> {
  const body = policyOf(bench.seen)
  const evidence = keepEvidence(bench, { kind: 'note', title: 'Delays recorded and delays allowed', body })
  const complaint = complainOfBackoff(body) ?? complainOfJitter(body)
  bench.seen.note('proof', 'policy', { evidence, holds: complaint === null })
  return Promise.resolve({ status: complaint === null ? 'passed' : 'failed', detail: complaint })
}

const rateLimits = (push: PushObservation | null): number =>
  push?.attempts.filter(({ failure }) => failure?.kind === 'D365RateLimitError').length ?? 0

const created = ({ lead }: PushObservation): string | null =>
  lead.outcome === 'created' ? null : `The push of ${lead.domain} ended as ${lead.outcome}.`

/** Every 429 was understood as one, told, and answered with a decided wait. */
function handled(seen: Observations): Judgement {
  return allHold(
    ['plain', 'hinted', 'stuck'].map((name) =>
      whenSeen(seen.push(name), (push) => {
        const answers = push.exchanges.filter(({ isInjected, status }) => isInjected && status === 429).length
        if (answers === 0) return 'No 429 was met.'
        return rateLimits(push) === answers
          ? null
          : `Of ${String(answers)} answers 429, ${String(rateLimits(push))} were understood.`
      }),
    ),
  )
}

function hintKept(seen: Observations): Judgement {
  return whenSeen(seen.push('hinted'), ({ attempts, retries }) => {
    const asked = HINT_SECONDS * 1_000
    const waited = attempts.find(({ delayMs }) => delayMs !== null)?.delayMs ?? 0
    if (retries !== 0) return 'It used up a retry.'
    return waited >= asked && waited <= asked * (1 + MOST_ADDED_SHARE)
      ? null
      : `It waited ${String(waited)} ms instead of ${String(asked)}.`
  })
}

function endsWell(seen: Observations): Judgement {
  return allHold([
    ...['plain', 'hinted'].map((name) => whenSeen(seen.push(name), created)),
    whenSeen(seen.push('stuck'), ({ lead, retries }) => {
      if (lead.outcome !== 'failed' || lead.status !== 'error') {
        return `The push that could not succeed ended as ${lead.outcome}, status ${lead.status ?? 'none'}.`
      }
      return retries > 0 ? null : 'It was not tried again.'
    }),
    whenSeen(seen.badge('stuck'), ({ view }) =>
      view.badge === 'error' && view.error !== null ? null : `Its badge says ${view.badge}.`,
    ),
  ])
}
