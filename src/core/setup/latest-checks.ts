import { CheckResultSchema, type CheckResult, type CheckRow } from '../../shared/model/check.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { LocalData } from '../ports/stores.ts'
import { staleReason, type Freshness } from '../runs/stale-reason.ts'
import { withAttestation } from './assemble-row.ts'
import { CHECKS } from './checks.ts'

/** Enough to find the last time each row ran, whatever was run alone since. */
const RUNS_TO_SEARCH = 100

interface Now extends Freshness {
  readonly tenant: Pick<Tenant, 'id' | 'changedAt'>
}

/**
 * The newest result of every row, from runs of all rows and of single ones, with attestations as of now and a word on what is stale. Null
 * when no checks ever ran to an end.
 */
export function latestChecks(data: Pick<LocalData, 'runs' | 'attestations'>, now: Now): CheckResult | null {
  const results = data.runs
    .list({ tenantId: now.tenant.id, kind: 'check', limit: RUNS_TO_SEARCH })
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .flatMap((run) => {
      const parsed = CheckResultSchema.safeParse(run.result)
      return parsed.success ? [{ run, result: parsed.data }] : []
    })
  const [newest] = results
  if (newest === undefined) return null
  const attestations = data.attestations.listFor(now.tenant.id)
  const rows = CHECKS.flatMap((check): readonly CheckRow[] => {
    const { id } = check
    for (const { run, result } of results) {
      const row = result.rows.find((known) => known.id === id)
      if (row === undefined) continue
      const attestation = attestations.find((known) => known.row === id) ?? null
      return [
        {
          ...withAttestation(check, row, attestation),
          stale: staleReason({ ...run, at: row.at ?? run.startedAt }, now),
        },
      ]
    }
    return []
  })
  return { ...newest.result, rows, ok: rows.every(({ status }) => status !== 'failed') }
}
