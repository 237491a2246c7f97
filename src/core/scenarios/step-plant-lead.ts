import { NEVER_SYNCED } from '../../shared/model/lead.ts'
import { say } from '../../shared/words/step-words.ts'
import { keepEvidence, type ScenarioBench } from './scenario-bench.ts'
import type { StepOutcome } from './scenario-definition.ts'
import { buildTestLead, type TestLeadForm } from './test-lead.ts'

/** Makes a test lead that was never in D365, or takes the one the admin picked, and keeps its row as it was before. */
export function plantLead(bench: ScenarioBench, form: TestLeadForm): Promise<StepOutcome> {
  const domain = bench.custody.domain(bench.scenarioId, form)
  if (bench.custody.owns(domain)) bench.custody.plant(buildTestLead(bench.scenarioId, domain))
  const row = keepRow(bench, form, 'before')
  return Promise.resolve(
    row === null ? { status: 'failed', ...say('plantFailed') } : { status: 'passed', detail: domain },
  )
}

/** The runbook's UPDATE: gives the lead an id that leads to nothing, as if it had been synced under it. */
export function plantOrphanId(bench: ScenarioBench, form: TestLeadForm, orphanId: string): StepOutcome {
  const domain = bench.custody.domain(bench.scenarioId, form)
  const state = { ...NEVER_SYNCED, status: 'synced' as const, d365LeadId: orphanId }
  bench.ports.data.leads.saveSyncState(bench.scope, domain, state)
  keepRow(bench, form, 'orphaned')
  return { status: 'passed', ...say('claims', { domain, id: orphanId }) }
}

/** Changes company name and segment of the local lead a little, as an operator would. */
export function changeLead(bench: ScenarioBench, form: TestLeadForm): StepOutcome {
  const domain = bench.custody.domain(bench.scenarioId, form)
  const lead = bench.ports.data.leads.get(domain)
  if (lead === null) return { status: 'skipped', ...say('nothingToChange') }
  bench.custody.plant({ ...lead, companyName: `${lead.companyName ?? domain} (changed)`, segment: 'Existing' })
  const changed = bench.ports.data.leads.get(domain)
  return changed?.segment === 'Existing'
    ? { status: 'passed', detail: changed.companyName }
    : { status: 'failed', ...say('changeLost') }
}

/** Reads the lead's row of `companies` and notes it under `<form>/<moment>`. */
export function keepRow(
  bench: ScenarioBench,
  form: TestLeadForm,
  moment: string,
): Readonly<Record<string, string | number | null>> | null {
  const domain = bench.custody.domain(bench.scenarioId, form)
  const row = bench.ports.data.leads.companyRow(bench.scope, domain)
  const title = `The row of companies for ${domain}, ${moment}`
  const evidence = keepEvidence(bench, { kind: 'row', title, body: { domain, moment, row } })
  bench.seen.note('row', `${form}/${moment}`, { evidence, row })
  return row
}
