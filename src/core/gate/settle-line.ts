import type { GateLine, GateLineStatus } from '../../shared/model/gate.ts'
import { holdsUntil, staleReason, type Freshness } from '../runs/stale-reason.ts'
import type { Sighting } from './gate-sightings.ts'

/** What a line says by what was seen of it: failed before not run, not run before stale, stale before passed. */
export function settleLine(sightings: readonly Sighting[], freshness: Freshness): Omit<GateLine, 'id' | 'text'> {
  const seen = sightings.filter((sighting) => sighting.verdict !== 'not_run')
  const attested = seen.find(({ by }) => by !== undefined)
  // The oldest: a line is only as young as what it rests on.
  const at = seen.map((sighting) => sighting.at).toSorted()[0] ?? null
  const status = worst(sightings, freshness)
  const stale = status === 'stale' ? seen.flatMap((sighting) => staleReason(sighting, freshness) ?? [])[0] : undefined
  return {
    status,
    evidence: [...new Set(seen.flatMap((sighting) => sighting.evidence))],
    at,
    ...(attested?.by === undefined ? {} : { attestation: { by: attested.by, at: attested.at } }),
    ...(at === null ? {} : { holdsUntil: holdsUntil(at) }),
    ...(stale === undefined ? {} : { stale }),
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
  return staleReason(sighting, freshness) === null ? sighting.verdict : 'stale'
}
