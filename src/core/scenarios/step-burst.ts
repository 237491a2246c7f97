import { NEVER_SYNCED } from '../../shared/model/lead.ts'
import { say } from '../../shared/words/step-words.ts'
import { createDeferredPen } from '../push/pen.ts'
import type { PushReport } from '../push/push-request.ts'
import { BURST_SIZE, complainOfPool, type PoolBody } from './connection-pool-proof.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import { buildTestLead, burstForm } from './test-lead.ts'

/**
 * Pushes many leads at once over a connection of its own and reads its gauge afterwards. Every one claims the lead that an earlier push
 * created, so each push asks D365 and nobody gets hundreds of records. Notes `pool`.
 */
export async function pushBurst(bench: ScenarioBench, push: string): Promise<StepOutcome> {
  const id = bench.seen.push(push)?.lead.d365_lead_id ?? null
  if (id === null) return { status: 'skipped', ...say('nothingToClaim') }
  const opened = await bench.connections.open(bench.connection.tenant, { isFresh: true })
  if (!opened.ok) return { status: 'failed', ...say('tenantClosed', { theWhy: opened.failure.message }) }
  const domains = plantClaims(bench, id)
  try {
    const { runId, engine, clock, signal } = bench
    const connection = opened.value
    // Connections are what is counted: hundreds of waits for the disk one by one would only take time.
    const pen = createDeferredPen({
      data: bench.ports.data,
      clock: bench.ports.clock,
      signal,
      onTrouble: () => undefined,
    })
    const reports = await Promise.all(
      domains.map((domain) =>
        engine.push({ connection, domain, runId, policy: 'skip', clock, pen, context: { signal } }),
      ),
    )
    await pen.stored()
    return keepPool(bench, reports, connection.sockets())
  } finally {
    opened.value.close()
  }
}

function plantClaims({ custody, ports, scenarioId, scope }: ScenarioBench, d365LeadId: string): readonly string[] {
  const domains = Array.from({ length: BURST_SIZE }, (_, place) => custody.domain(scenarioId, burstForm(place + 1)))
  ports.data.transaction(() => {
    for (const domain of domains) {
      custody.plant(buildTestLead(scenarioId, domain))
      ports.data.leads.saveSyncState(scope, domain, { ...NEVER_SYNCED, status: 'synced', d365LeadId })
    }
  })
  return domains
}

function keepPool(bench: ScenarioBench, reports: readonly PushReport[], sockets: PoolBody['sockets']): StepOutcome {
  const unfinished = reports
    .filter(({ lead }) => lead.outcome !== 'skipped')
    .map(({ lead: { domain, outcome, reason } }) => ({ domain, outcome, reason }))
  const body: PoolBody = { pushes: reports.length, done: reports.length - unfinished.length, sockets, unfinished }
  const complaint = complainOfPool(body)
  const title = `Connections held by ${String(reports.length)} pushes at once`
  const evidence = keepEvidence(bench, { kind: 'note', title, body })
  bench.seen.note('proof', 'pool', { evidence, holds: complaint === null })
  return complaint === null
    ? { status: 'passed', ...say('connections', { peak: sockets.peak, limit: sockets.limit }) }
    : { status: 'failed', ...say('because', { theReason: complaint }) }
}
