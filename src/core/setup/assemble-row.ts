import type { CheckRow } from '../../shared/model/check.ts'
import type { Attestation } from '../../shared/model/gate.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { Check, Finding } from './check-context.ts'
import { portalLinks } from './portal-links.ts'

export interface RowFacts {
  readonly tenant: Tenant
  /** ISO 8601 UTC. */
  readonly at: string
  readonly environmentId: string | null
  readonly hunterUrl: string | null
  readonly attestation: Attestation | null
}

/** A finding as a row: what was found, what it proves, where it is mended, and who confirmed the rest. */
export function assembleRow(check: Check, finding: Finding, facts: RowFacts): CheckRow {
  const { detail, remedy } = finding
  const row: CheckRow = {
    id: check.id,
    title: check.title,
    status: finding.status,
    detail: detail.en,
    remedy: remedy?.en ?? null,
    evidence: [...finding.evidence],
    at: facts.at,
    proves: check.proves.en,
    toAttest: check.toAttest?.en ?? null,
    attestation: null,
    links: portalLinks(check.places ?? [], { ...facts.tenant, environmentId: facts.environmentId }),
    commands: commandsOf(check, facts.hunterUrl),
    tr: {
      detail: detail.tr,
      remedy: remedy?.tr ?? null,
      proves: check.proves.tr,
      toAttest: check.toAttest?.tr ?? null,
    },
  }
  return withAttestation(check, row, facts.attestation)
}

const commandsOf = ({ commands = [] }: Check, hunterUrl: string | null): string[] =>
  commands.flatMap((command) => {
    const isOfHunter = command.includes('{hunter}')
    return isOfHunter && hunterUrl === null ? [] : [command.replaceAll('{hunter}', hunterUrl ?? '')]
  })

/** A row that holds nothing but a person's word shows it as its status; elsewhere it stands beside what was verified. */
export function withAttestation(check: Check, row: CheckRow, attestation: Attestation | null): CheckRow {
  if (check.toAttest === undefined || attestation === null) return { ...row, attestation: null }
  const { by, at, note } = attestation
  const told = { ...row, attestation: { by, at, note } }
  if (check.isByHand !== true || row.tr === undefined) return told
  const { en, tr } = check.toAttest
  return { ...told, status: 'attested', detail: en, remedy: null, tr: { ...row.tr, detail: tr, remedy: null } }
}
