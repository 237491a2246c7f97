import { say } from '../../shared/words/step-words.ts'
import type { FaultScript } from './fault-script.ts'
import type { Observations, PushObservation } from './observations.ts'
import { complainOfBackoff, complainOfJitter, proveRetryPolicy } from './retry-policy-proof.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import { allHold, whenSeen, type Judgement, type ScenarioDefinition, type StepOutcome } from './scenario-definition.ts'
import { pushBurst } from './step-burst.ts'
import { pushAgainst, pushBurstAgainst, pushInVain } from './step-push-against.ts'

const HINT_SECONDS = 5
/** At most this is added to a `Retry-After` (spec: throttling). */
const MOST_ADDED_SHARE = 0.05

const BURST = ['burst1', 'burst2', 'burst3', 'burst4', 'burst5', 'burst6'] as const
const AT_ONCE = 1

/** Source: Microsoft Learn, "Service protection API limits" (codes and texts of the limits). */
const tooMany = (times: number | 'always', retryAfterSeconds: number | null): FaultScript => ({
  kind: 'fail',
  times,
  fault: {
    kind: 'error',
    status: 429,
    code: '0x80072322',
    message: 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.',
    retryAfterSeconds,
  },
})
const CONCURRENCY: FaultScript = {
  kind: 'limit',
  most: AT_ONCE,
  fault: {
    kind: 'error',
    status: 429,
    code: '0x80072326',
    message: 'Number of concurrent requests exceeded the limit of 52.',
    retryAfterSeconds: 1,
  },
}

/**
 * Runbook D.2: answers 429, with and without `Retry-After`, one that never ends, and a burst of pushes that crosses a limit. The sandbox's
 * server answers so when told to; a real organisation cannot be told, so there the console's own layer does, and says so.
 */
export const SCENARIO_D2: ScenarioDefinition = {
  id: 'D2',
  title: 'Rate limit (429)',
  goal: 'Meet the rate limit and get every lead in, or a graceful failure, after waits that grow.',
  steps: [
    {
      step: 'without-hint',
      title: 'Push against 429 without Retry-After',
      run: (bench) => pushAgainst(bench, 'plain', tooMany(3, null)),
    },
    {
      step: 'with-hint',
      title: 'Push against 429 with Retry-After',
      run: (bench) => pushAgainst(bench, 'hinted', tooMany(1, HINT_SECONDS)),
    },
    {
      step: 'without-end',
      title: 'Push against 429 that does not end',
      run: (bench) => pushInVain(bench, 'stuck', tooMany('always', null)),
    },
    { step: 'burst', title: 'Push six leads at once across a limit of one', run: crossLimit },
    { step: 'pool', title: 'Push 200 leads at once and count connections', run: (bench) => pushBurst(bench, 'plain') },
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
    {
      text: '200 pushes at once never held more connections than the pool has',
      judge: (seen) => whenSeen(seen.proof('pool'), ({ holds }) => (holds ? null : 'They did, or some did not end.')),
    },
  ],
}

async function crossLimit(bench: ScenarioBench): Promise<StepOutcome> {
  const outcomes = await pushBurstAgainst(bench, BURST, CONCURRENCY)
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
      ...say('throttled', { count: throttled.length, total: BURST.length }),
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
  return Promise.resolve(
    complaint === null
      ? { status: 'passed', detail: null }
      : { status: 'failed', ...say('because', { theReason: complaint }) },
  )
}

const rateLimits = (push: PushObservation | null): number =>
  push?.attempts.filter(({ failure }) => failure?.kind === 'D365RateLimitError').length ?? 0

const created = ({ lead }: PushObservation): string | null =>
  lead.outcome === 'created' ? null : `The push of ${lead.domain} ended as ${lead.outcome}.`

/** Every 429 was understood as one, told, and answered with a decided wait; the burst crossed its limit. */
function handled(seen: Observations): Judgement {
  return allHold([
    ...['plain', 'hinted', 'stuck'].map((name) =>
      whenSeen(seen.push(name), (push) => {
        const met = seen.faults(name)?.met ?? 0
        if (met === 0) return 'No 429 was met.'
        // A real organisation may throttle besides.
        return rateLimits(push) >= met
          ? null
          : `Of ${String(met)} answers 429, ${String(rateLimits(push))} were understood.`
      }),
    ),
    whenSeen(seen.proof('burst'), ({ holds }) =>
      holds ? null : 'Pushes at the same time crossed the limit, and nobody was throttled.',
    ),
  ])
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
