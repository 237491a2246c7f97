import type { Exchange } from '../../shared/model/exchange.ts'
import { say } from '../../shared/words/step-words.ts'
import type { CallContext } from '../d365/d365-client.ts'
import { adviceOn } from './advice-on.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import { plantOrphanId } from './step-plant-lead.ts'
import type { TestLeadForm } from './test-lead.ts'

/**
 * Makes a true orphan: creates a lead under a random id, deletes it, proves it absent, and writes the id into the database. The lead's
 * subject is not Hunter's, so that nothing but the id could lead to it. Needs the privilege to delete leads.
 */
export async function makeOrphan(bench: ScenarioBench, form: TestLeadForm): Promise<StepOutcome> {
  const { custody, connection, ports, signal } = bench
  const domain = custody.domain(bench.scenarioId, form)
  const orphanId = ports.random.uuid()
  const exchanges: Exchange[] = []
  const context = { signal, onExchange: (exchange: Exchange) => void exchanges.push(exchange) }

  custody.expect(orphanId, domain)
  const complaint = await createAndDelete(bench, { orphanId, domain, context })
  const read = await connection.d365.readLead(orphanId, ['leadid'], context)
  const isAbsent = !read.ok && read.failure.kind === 'D365NotFoundError'
  const isOrphan = complaint === null && isAbsent
  if (isOrphan) custody.gone(orphanId)
  const evidence = keepEvidence(bench, {
    kind: 'exchange',
    title: `A lead created and deleted under ${orphanId}`,
    body: { d365LeadId: orphanId, isOrphan, exchanges },
  })
  bench.seen.note('record', 'orphan', {
    evidence,
    d365LeadId: orphanId,
    columns: read.ok ? read.value.columns : null,
    isAbsent: isOrphan,
    failure: read.ok ? null : read.failure,
    differing: [],
    compared: 0,
  })
  if (complaint !== null) return { status: 'failed', ...complaint }
  if (!isAbsent) return { status: 'failed', ...say('notProvenGone') }
  return plantOrphanId(bench, form, orphanId)
}

async function createAndDelete(
  { connection: { d365 }, custody }: ScenarioBench,
  { orphanId, domain, context }: { readonly orphanId: string; readonly domain: string; readonly context: CallContext },
): Promise<ReturnType<typeof say> | null> {
  const body = { subject: `Hunter console rehearsal ${orphanId}`, companyname: `Orphan of ${domain.slice(0, 60)}` }
  const created = await d365.createLead(orphanId, body, context)
  if (!created.ok) return say('notCreated', adviceOn(created.failure))
  custody.confirm(orphanId)
  const deleted = await d365.deleteLead(orphanId, context)
  return deleted.ok ? null : say('notDeleted', adviceOn(deleted.failure))
}
