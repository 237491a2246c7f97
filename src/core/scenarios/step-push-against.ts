import { say } from '../../shared/words/step-words.ts'
import { leadIdFor } from '../leads/lead-id.ts'
import { compressClock, WAITING_FACTOR } from './compress-clock.ts'
import type { FaultScript } from './fault-script.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import { lookAtError } from './step-look-at-error.ts'
import { keepRow, plantLead } from './step-plant-lead.ts'
import { pushLead } from './step-push.ts'
import type { TestLeadForm } from './test-lead.ts'

/** A burst against a real limit waits a little longer in truth: insisting would only make the server ask for longer pauses. */
const BURST_FACTOR = 50

/** Pushes a new test lead while faults stand before its create; notes under the form what the push showed and which faults it met. */
export async function pushAgainst(bench: ScenarioBench, form: TestLeadForm, script: FaultScript): Promise<StepOutcome> {
  const planted = await plantLead(bench, form)
  if (planted.status !== 'passed') return planted
  const clock = compressClock(bench.ports.clock, WAITING_FACTOR)
  const { value, met } = await bench.faults.during(script, [idOf(bench, form)], (connection) =>
    pushLead(bench, form, form, { connection, clock }),
  )
  keepFaults(bench, form, { script, met })
  keepRow(bench, form, 'after')
  return value
}

/** The same against a fault that does not end. It must fail, and show it: a push that reports success here would be wrong. */
export async function pushInVain(bench: ScenarioBench, form: TestLeadForm, script: FaultScript): Promise<StepOutcome> {
  const outcome = await pushAgainst(bench, form, script)
  if (outcome.status === 'passed') return { status: 'failed', ...say('reportedSuccess') }
  return lookAtError(bench, form, form)
}

/** Pushes several new test leads at the same time across a limit; answers each outcome in order. */
export async function pushBurstAgainst(
  bench: ScenarioBench,
  forms: readonly TestLeadForm[],
  script: FaultScript,
): Promise<readonly StepOutcome[]> {
  for (const form of forms) await plantLead(bench, form)
  const clock = compressClock(bench.ports.clock, BURST_FACTOR)
  const ids = forms.map((form) => idOf(bench, form))
  const { value, met } = await bench.faults.during(script, ids, (connection) =>
    Promise.all(forms.map((form) => pushLead(bench, form, form, { connection, clock }))),
  )
  keepFaults(bench, 'burst', { script, met })
  for (const form of forms) keepRow(bench, form, 'after')
  return value
}

const idOf = ({ custody, scenarioId, scope }: ScenarioBench, form: TestLeadForm): string =>
  leadIdFor(scope.organizationId, custody.domain(scenarioId, form), 0)

function keepFaults(
  bench: ScenarioBench,
  name: string,
  { script, met }: { readonly script: FaultScript; readonly met: number | null },
): void {
  const { place } = bench.faults
  const title = place === 'console' ? 'Faults injected in the console’s own layer' : 'Faults at the sandbox’s server'
  const evidence = keepEvidence(bench, { kind: 'note', title, body: { place, script, met } })
  bench.seen.note('faults', name, { evidence, place, met })
}
