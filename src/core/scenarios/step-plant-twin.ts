import type { D365Failure } from '../../shared/model/failure.ts'
import type { Exchange } from '../../shared/model/exchange.ts'
import { say } from '../../shared/words/step-words.ts'
import { adviceOn } from './advice-on.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import { searchDomain } from './step-look-into-d365.ts'
import { plantLead } from './step-plant-lead.ts'
import { pushLead } from './step-push.ts'
import type { TestLeadForm } from './test-lead.ts'

/**
 * The negative control: pushes another lead, makes a second one of the same subject beside it by hand, and searches for both as for
 * duplicates. Both are the run's own and are deleted with it.
 */
export async function plantTwin(bench: ScenarioBench, form: TestLeadForm): Promise<StepOutcome> {
  const planted = await plantLead(bench, form)
  if (planted.status !== 'passed') return planted
  const pushed = await pushLead(bench, form, form)
  if (pushed.status !== 'passed') return pushed
  const trouble = await makeTwin(bench, bench.custody.domain(bench.scenarioId, form))
  if (trouble !== null) return { status: 'failed', ...say('twinNotPlanted', adviceOn(trouble)) }
  const found = await searchDomain(bench, form, form)
  return { status: found === 2 ? 'passed' : 'failed', ...say('foundOf', { found: found ?? '–', expected: 2 }) }
}

async function makeTwin(bench: ScenarioBench, domain: string): Promise<D365Failure | null> {
  const { custody, connection, ports, signal } = bench
  const twinId = ports.random.uuid()
  const exchanges: Exchange[] = []
  const context = { signal, onExchange: (exchange: Exchange) => void exchanges.push(exchange) }
  custody.expect(twinId, domain)
  const body = { subject: `Hunter: ${domain}`, companyname: 'A duplicate, planted on purpose' }
  const created = await connection.d365.createLead(twinId, body, context)
  if (created.ok) custody.confirm(twinId)
  keepEvidence(bench, {
    kind: 'exchange',
    title: `A duplicate planted on purpose under ${twinId}`,
    body: { d365LeadId: twinId, exchanges },
  })
  return created.ok ? null : created.failure
}
