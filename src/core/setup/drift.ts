import { ok, type Result } from '../../shared/lib/result.ts'
import type { CheckRow, DriftResult } from '../../shared/model/check.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { invalidAt } from '../invalid-at.ts'
import { columnsOfTenant } from '../leads/mapping-profiles.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { comparePreflights, type Difference } from './compare-preflights.ts'
import { latestChecks } from './latest-checks.ts'
import { ColumnsBodySchema, PrivilegesBodySchema, type Preflight } from './preflight.ts'

interface Seen {
  readonly tenant: Tenant
  readonly preflight: Preflight
  readonly side: DriftResult['first']
}

/**
 * Compares what the newest checks of two tenants saw, under the first one's mapping profile; asks neither tenant anything. Failure
 * InvalidInput where one of them was never checked that far.
 */
export function drift(ports: CorePorts, first: Tenant, second: Tenant): Result<DriftResult, Failure> {
  if (first.id === second.id)
    return invalidAt(
      'tenants',
      'Name two different tenants to compare.',
      'Karşılaştırmak için iki farklı kiracı seçin.',
    )
  const one = seenOf(ports, first)
  if (!one.ok) return one
  const other = seenOf(ports, second)
  if (!other.ok) return other
  const differences = comparePreflights(columnsOfTenant(first), one.value.preflight, other.value.preflight)
  return ok({
    first: one.value.side,
    second: other.value.side,
    profile: first.mappingProfile,
    differences: differences.map(asShown),
    ok: differences.length === 0,
  })
}

function seenOf(ports: CorePorts, tenant: Tenant): Result<Seen, Failure> {
  const now = { tenant, nowMs: ports.clock.now(), appVersion: ports.appVersion }
  const rows = latestChecks(ports.data, now)?.rows ?? []
  const [columns, privileges] = [rows.find(({ id }) => id === 'A3'), rows.find(({ id }) => id === 'A2.2')]
  const ofColumns = ColumnsBodySchema.safeParse(bodyOf(ports, columns)).data
  const ofPrivileges = PrivilegesBodySchema.safeParse(bodyOf(ports, privileges)).data
  if (columns === undefined || ofColumns === undefined || ofPrivileges === undefined) {
    return invalidAt(
      'tenants',
      `The checks of ${tenant.name} have not seen its columns and rights yet: run them first.`,
      `${tenant.name} denetimleri sütunlarını ve haklarını henüz görmedi: önce onları çalıştırın.`,
    )
  }
  const side = { tenant: tenant.name, at: columns.at ?? null, stale: columns.stale ?? null }
  const preflight = { columns: ofColumns.columns, privileges: ofPrivileges.privileges }
  return ok({ tenant, preflight, side })
}

const bodyOf = ({ data }: CorePorts, row: CheckRow | undefined): unknown =>
  row?.evidence[0] === undefined ? null : data.runs.evidence(row.evidence[0])?.body

const asShown = ({ area, name, first, second }: Difference): DriftResult['differences'][number] => ({
  area,
  name,
  first: first?.en ?? null,
  second: second?.en ?? null,
  tr: { first: first?.tr ?? null, second: second?.tr ?? null },
})
