import type { GateLine, GateLineStatus } from '../../shared/model/gate.ts'
import type { Sighting } from './gate-sightings.ts'
import { STALE_AFTER_MS, type Freshness } from './gate-sources.ts'

/** What a line says by what was seen of it: failed before not run, not run before stale, stale before passed. */
export function settleLine(sightings: readonly Sighting[], freshness: Freshness): Omit<GateLine, 'id' | 'text'> {
  const seen = sightings.filter((sighting) => sighting.verdict !== 'not_run')
  const times = seen.map((sighting) => sighting.at).toSorted()
  const attested = seen.find(({ by }) => by !== undefined)
  return {
    status: worst(sightings, freshness),
    evidence: [...new Set(seen.flatMap((sighting) => sighting.evidence))],
    // The oldest: a line is only as young as what it rests on.
    at: times[0] ?? null,
    ...(attested?.by === undefined ? {} : { attestation: { by: attested.by, at: attested.at } }),
  }
}

function worst(sightings: readonly Sighting[], freshness: Freshness): GateLineStatus {
  if (sightings.length === 0) return 'not_run'
  const statuses = sightings.map((sighting) => statusOf(sighting, freshness))
  const order = ['failed', 'not_run', 'stale', 'attested'] as const
  return order.find((status) => statuses.includes(status)) ?? 'passed'
}

function statusOf(sighting: Sighting, freshness: Freshness): GateLineStatus {
  if (sighting.verdict === 'not_run') return 'not_run'
  if (isStale(sighting, freshness)) return 'stale'
  return sighting.verdict
}

function isStale(
  sighting: Exclude<Sighting, { verdict: 'not_run' }>,
  { nowMs, tenant, appVersion }: Freshness,
): boolean {
  if (nowMs - Date.parse(sighting.at) > STALE_AFTER_MS) return true
  return sighting.tenantChangedAt === null
    ? Date.parse(sighting.at) < Date.parse(tenant.changedAt)
    : sighting.tenantChangedAt !== tenant.changedAt || sighting.appVersion !== appVersion
}
