import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { eraseFromEvidence } from '../runs/erase-from-evidence.ts'
import type { RunDeps } from '../runs/run-recorder.ts'
import { keyOf, noLead } from './lead-key.ts'

/**
 * Takes what may be about a person out of a lead: name, address, the reason in words, the names of candidates and differences kept with its
 * sync states, and all of that in the evidence of scenarios that ran on it. Domain, ids, attempts and digests stay, so that the audit trail and
 * the one row in D365 stay what they are. D365, the daily copies and reports already written are not touched.
 */
export function eraseLead({ ports, events, record }: RunDeps, typed: string): Result<{ domain: string }, Failure> {
  const { leads } = ports.data
  const domain = keyOf(typed)
  const lead = leads.get(domain)
  if (lead === null) return fail(noLead(typed))
  ports.data.transaction(() => {
    leads.saveAll([{ ...lead, companyName: null, contactEmail: null, reason: null }])
    leads.forgetNames(domain)
    const texts = [lead.companyName, lead.contactEmail, lead.reason].filter((text) => text !== null)
    eraseFromEvidence(ports.data.runs, { domain, texts, at: new Date(ports.clock.now()).toISOString() })
  })
  record({ name: 'lead_erased', domain, leadId: lead.hunterId, message: 'Personal data of the lead was erased here.' })
  events.emit({ type: 'leads-changed' })
  return ok({ domain })
}
