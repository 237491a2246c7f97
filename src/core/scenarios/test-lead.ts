import type { Lead } from '../../shared/model/lead.ts'
import type { ScenarioId } from '../../shared/model/scenario.ts'

/** A scenario may need more than one lead; the form (lower-case letters and digits) tells them apart and is part of the domain. */
export type TestLeadForm = string

/**
 * The domain of a test lead: `<scenario>-<run>.hunter-test.invalid`. The run's id makes it unique over all data directories that share one
 * organisation; `.invalid` never resolves (RFC 2606 section 2). The first label stays under the 63 characters of RFC 1035 section 2.3.4.
 */
export function testDomain(scenarioId: ScenarioId, runId: string, form: TestLeadForm): string {
  const suffix = form === 'main' ? '' : `-${form}`
  return `${scenarioId.toLowerCase()}-${runId}${suffix}.hunter-test.invalid`
}

/** The form of the leads of a burst, numbered from 1. */
export const burstForm = (number: number): TestLeadForm => `pool${String(number)}`

export const isBurstDomain = (domain: string): boolean => /-pool\d+\.hunter-test\.invalid$/.test(domain)

export const isTestDomain = (domain: string): boolean => domain.endsWith('.hunter-test.invalid')

/** A whole, plausible lead: every field a mapping profile may send is filled. */
export function buildTestLead(scenarioId: ScenarioId, domain: string): Lead {
  return {
    domain,
    hunterId: null,
    companyName: `Hunter Test ${scenarioId} ${domain.slice(3, 11)}`,
    provider: 'M365',
    country: 'TR',
    segment: 'Migration',
    readinessScore: 85,
    priorityScore: 1,
    tenantSize: 'medium',
    contactEmail: `info@${domain}`,
    spf: true,
    dkim: true,
    dmarcPolicy: 'none',
    mxRoot: 'outlook.com',
    registrar: null,
    expiresAt: null,
    nameservers: [],
    scanStatus: 'completed',
    scannedAt: null,
    reason: 'Made by a scenario of the console and deleted at its end.',
    referralId: null,
    azureTenantId: null,
    infrastructureSummary: null,
  }
}
