import type { Exchange } from '../../shared/model/exchange.ts'
import type { D365Failure } from '../../shared/model/failure.ts'
import { say } from '../../shared/words/step-words.ts'
import { compareFields, sentFields, type FieldComparison } from './sent-fields.ts'
import { leadsOfDomain } from './leads-of-domain.ts'
import { adviceOn } from './advice-on.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import type { TestLeadForm } from './test-lead.ts'

/** The code with which Dataverse says that a record does not exist (Microsoft Learn, "Web service error codes"). */
const DOES_NOT_EXIST = '0x80040217'

/**
 * Reads the record the push named, by id and by its own call, and compares each field with what was sent; then searches for every lead that
 * claims the domain. Notes both under `name`.
 */
export async function lookIntoD365(
  bench: ScenarioBench,
  form: TestLeadForm,
  { push, name }: { readonly push: string; readonly name: string },
): Promise<StepOutcome> {
  const matches = await searchDomain(bench, form, name)
  const pushed = bench.seen.push(push)
  const id = pushed?.lead.d365_lead_id ?? null
  if (pushed === null || id === null) return { status: 'skipped', ...say('noId') }
  const found = await readRecord(bench, { id, name, compareWith: pushed.exchanges, form })
  if (found !== null) return { status: 'failed', ...say('advice', adviceOn(found)) }
  return matches === null
    ? { status: 'failed', ...say('searchUnanswered') }
    : { status: 'passed', ...say('found', { id, count: matches }) }
}

/** Counts and lists every lead that claims the domain; notes both under `name`, answers the count, null without one. */
export async function searchDomain(bench: ScenarioBench, form: TestLeadForm, name: string): Promise<number | null> {
  const domain = bench.custody.domain(bench.scenarioId, form)
  const query = leadsOfDomain(domain)
  const exchanges: Exchange[] = []
  const context = { signal: bench.signal, onExchange: (exchange: Exchange) => void exchanges.push(exchange) }
  const found = await bench.connection.d365.queryLeads(query, context)
  const counted = await bench.connection.d365.countLeads(query.filter, context)
  const ids = found.ok ? found.value.leads.map((lead) => lead.leadId) : null
  const count = counted.ok ? counted.value.count : null
  const evidence = keepEvidence(bench, {
    kind: 'count',
    title: `Leads in D365 that claim ${domain}`,
    body: { domain, filter: query.filter, ids, count, exchanges },
  })
  bench.seen.note('matches', name, { evidence, ids, count })
  return count
}

async function readRecord(
  bench: ScenarioBench,
  ask: {
    readonly id: string
    readonly name: string
    readonly compareWith: readonly Exchange[]
    readonly form: TestLeadForm
  },
): Promise<D365Failure | null> {
  const lead = bench.ports.data.leads.get(bench.custody.domain(bench.scenarioId, ask.form))
  const sent = sentFields(ask.compareWith, lead)
  const exchanges: Exchange[] = []
  const context = { signal: bench.signal, onExchange: (exchange: Exchange) => void exchanges.push(exchange) }
  const read = await bench.connection.d365.readLead(ask.id, null, context)
  const columns = read.ok ? read.value.columns : null
  const fields: readonly FieldComparison[] = columns === null ? [] : compareFields(sent, columns)
  const failure = read.ok ? null : read.failure
  const evidence = keepEvidence(bench, {
    kind: 'read-back',
    title: `The record ${ask.id}, field by field`,
    body: { d365LeadId: ask.id, isFound: read.ok, failure, fields, exchanges },
  })
  bench.seen.note('record', ask.name, {
    evidence,
    d365LeadId: ask.id,
    columns,
    isAbsent: failure?.kind === 'D365NotFoundError' && failure.code === DOES_NOT_EXIST,
    failure,
    differing: fields.filter((field) => !field.isSame).map((field) => field.name),
    compared: fields.length,
  })
  return failure
}
