import type { ActivityEvent } from '../../shared/model/activity-event.ts'
import type { Exchange } from '../../shared/model/exchange.ts'
import { sayEnd } from '../../shared/words/step-words.ts'
import { leadIdFor } from '../leads/lead-id.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import type { Clock } from '../ports/clock.ts'
import type { PushReport } from '../push/push-request.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import type { TestLeadForm } from './test-lead.ts'

/** Far above what one push of one lead logs. */
const EVENTS_OF_ONE_PUSH = 500

/** The runbook's waits are 60, 120 and 240 s, whatever the tenant's own policy allows its pushes. */
const RUNBOOK_RETRIES = 3

/** Another way to D365 than the run's own (faults, a wrong credential), or a clock that shortens waits. */
export interface PushManner {
  readonly connection?: TenantConnection
  readonly clock?: Clock
}

/**
 * Pushes the test lead through the product's own engine, policy `skip` and three retries whatever the tenant says, and notes under `name` what was answered, logged and sent.
 * The id a create would use is recorded first: whatever happens next, clean-up knows it.
 */
export async function pushLead(
  bench: ScenarioBench,
  form: TestLeadForm,
  name: string,
  how: PushManner = {},
): Promise<StepOutcome> {
  const { custody, engine, runId, signal } = bench
  const connection = how.connection ?? bench.connection
  const domain = custody.domain(bench.scenarioId, form)
  custody.expect(leadIdFor(bench.scope.organizationId, domain, 0), domain)

  const before = newestSequence(bench)
  const exchanges: Exchange[] = []
  const report = await engine.push({
    connection,
    domain,
    runId,
    policy: 'skip',
    maxRetries: RUNBOOK_RETRIES,
    context: { signal, onExchange: (exchange) => void exchanges.push(exchange) },
    clock: how.clock ?? bench.clock,
  })
  takeIntoCustody(bench, report, domain)
  const events = eventsSince(bench, domain, before)
  keepPush(bench, name, { report, exchanges, events })
  return outcomeOf(report)
}

function takeIntoCustody({ custody }: ScenarioBench, { lead }: PushReport, domain: string): void {
  if (lead.d365_lead_id === null || !custody.owns(domain)) return
  if (lead.outcome === 'created') {
    custody.expect(lead.d365_lead_id, domain)
    custody.confirm(lead.d365_lead_id)
  }
  if (lead.outcome === 'unknown' || lead.outcome === 'waiting') custody.doubt(lead.d365_lead_id)
}

function keepPush(
  bench: ScenarioBench,
  name: string,
  seen: {
    readonly report: PushReport
    readonly exchanges: readonly Exchange[]
    readonly events: readonly ActivityEvent[]
  },
): void {
  const { lead, failure, attempts, retries, throttledMs } = seen.report
  const requestIds = seen.exchanges.map(({ clientRequestId, serviceRequestIds }) => ({
    client: clientRequestId,
    service: serviceRequestIds,
  }))
  const evidence = keepEvidence(bench, {
    kind: 'exchange',
    title: `What the push of ${lead.domain} sent and what was answered`,
    body: {
      response: { status: lead.outcome, reason: lead.reason },
      lead,
      failure,
      attempts,
      retries,
      throttledMs,
      requestIds,
      exchanges: seen.exchanges,
    },
  })
  const eventsEvidence = keepEvidence(bench, {
    kind: 'events',
    title: `What the push of ${lead.domain} logged`,
    body: { events: seen.events },
  })
  bench.seen.note('push', name, {
    evidence,
    eventsEvidence,
    lead,
    exchanges: seen.exchanges,
    events: seen.events.map((event) => event.name),
    attempts,
    failure,
    retries,
  })
}

function outcomeOf({ lead, failure }: PushReport): StepOutcome {
  const isThere = lead.outcome === 'created' || lead.outcome === 'skipped'
  return { status: isThere ? 'passed' : 'failed', ...sayEnd(lead.outcome, lead.reason ?? failure?.message ?? null) }
}

const newestSequence = ({ ports, runId }: ScenarioBench): number =>
  ports.data.activity.list({ runId, limit: 1 })[0]?.sequence ?? 0

const eventsSince = (bench: ScenarioBench, domain: string, sequence: number): readonly ActivityEvent[] =>
  bench.ports.data.activity
    .list({ runId: bench.runId, domain, limit: EVENTS_OF_ONE_PUSH })
    .filter((event) => event.sequence > sequence)
    .toSorted((one, other) => one.sequence - other.sequence)
