import type { Exchange } from '../../shared/model/exchange.ts'
import { say } from '../../shared/words/step-words.ts'
import type { D365Client } from '../d365/d365-client.ts'
import type { RefusalObservation } from './observations.ts'
import { adviceOn } from './advice-on.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import type { TestLeadForm } from './test-lead.ts'

/**
 * Asks D365, past the console's own look-ups, to create the lead once more under its id. It must answer that the id is taken: that rule is
 * what makes a repeated request harmless. What it creates against the rule is taken into custody.
 */
export async function createAgain(bench: ScenarioBench, form: TestLeadForm, push: string): Promise<StepOutcome> {
  const { custody, connection, seen, signal } = bench
  const domain = custody.domain(bench.scenarioId, form)
  const id = seen.push(push)?.lead.d365_lead_id ?? null
  if (id === null) return { status: 'skipped', ...say('noId') }
  const exchanges: Exchange[] = []
  const context = { signal, onExchange: (exchange: Exchange) => void exchanges.push(exchange) }
  const answer = await connection.d365.createLead(id, { subject: `Hunter: ${domain}`, companyname: domain }, context)
  if (answer.ok && answer.value.leadId !== id) custody.expect(answer.value.leadId, domain)
  const refusal = refusalOf(answer, exchanges)
  const title = `A second create under ${id}`
  const evidence = keepEvidence(bench, { kind: 'exchange', title, body: { d365LeadId: id, ...refusal, exchanges } })
  seen.note('refusal', 'again', { evidence, ...refusal })
  return refusal.isRefused
    ? { status: 'passed', ...say('refusedAgain', { answer: [refusal.status, refusal.code].join(' ') }) }
    : { status: 'failed', ...(answer.ok ? say('tookIt') : say('advice', adviceOn(answer.failure))) }
}

type Refusal = Omit<RefusalObservation, 'evidence'>

function refusalOf(answer: Awaited<ReturnType<D365Client['createLead']>>, exchanges: readonly Exchange[]): Refusal {
  const status = exchanges.at(-1)?.status ?? null
  return answer.ok || answer.failure.kind !== 'D365DuplicateError'
    ? { isRefused: false, status, code: null }
    : { isRefused: true, status, code: answer.failure.code }
}
