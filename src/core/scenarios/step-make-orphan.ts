import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import { plantOrphanId } from './step-plant-lead.ts'
import type { TestLeadForm } from './test-lead.ts'
import type { Exchange } from '../../shared/model/exchange.ts'

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
  const body = { subject: `Hunter console rehearsal ${orphanId}`, companyname: `Orphan of ${domain.slice(0, 60)}` }
  const created = await connection.d365.createLead(orphanId, body, context)
  if (created.ok) custody.confirm(orphanId)
  const deleted = created.ok ? await connection.d365.deleteLead(orphanId, context) : created
  const read = await connection.d365.readLead(orphanId, ['leadid'], context)
  const isAbsent = !read.ok && read.failure.kind === 'D365NotFoundError'
  if (created.ok && deleted.ok && isAbsent) custody.gone(orphanId)
  const evidence = keepEvidence(bench, {
    kind: 'exchange',
    title: `A lead created and deleted under ${orphanId}`,
    body: { d365LeadId: orphanId, isAbsent, exchanges },
  })
  bench.seen.note('record', 'orphan', {
    evidence,
    d365LeadId: orphanId,
    columns: read.ok ? read.value.columns : null,
    isAbsent: created.ok && deleted.ok && isAbsent,
    failure: read.ok ? null : read.failure,
    differing: [],
    compared: 0,
  })
  if (!created.ok) return { status: 'failed', detail: `The lead could not be created: ${created.failure.message}` }
  if (!deleted.ok) return { status: 'failed', detail: `The lead could not be deleted: ${deleted.failure.message}` }
  if (!isAbsent) return { status: 'failed', detail: 'The lead was deleted, but D365 still shows it.' }
  return plantOrphanId(bench, form, orphanId)
}
