import type { GateLine, GateLineStatus } from '../../shared/model/gate.ts'
import type { ScenarioId } from '../../shared/model/scenario.ts'
import {
  adviceSeen,
  attestedLine,
  backoffSeen,
  badgeSeen,
  countSeen,
  linkSeen,
  readBackSeen,
  rowsSeen,
  scenarioSeen,
  tokenCacheSeen,
  type Sighting,
} from './gate-sightings.ts'
import { STALE_AFTER_MS, type Freshness, type GateSources } from './gate-sources.ts'
import { GATE_LINES, type GateLineId } from './gate-lines.ts'

type Derivation = (sources: GateSources) => readonly Sighting[]

const scenario =
  (id: ScenarioId): Derivation =>
  ({ scenarios }) => [scenarioSeen(scenarios[id])]

/** One derivation per line; a line without one has no evidence yet and reads *not run*. */
const DERIVATIONS: Readonly<Partial<Record<GateLineId, Derivation>>> = {
  'E1.1': scenario('C1'),
  'E1.2': scenario('C2'),
  'E1.3': scenario('C3'),
  'E1.4': scenario('D1'),
  'E1.5': scenario('D2'),
  'E1.6': scenario('D3'),
  'E1.7': ({ scenarios }) => [countSeen(scenarios.C2)],
  'E1.8': ({ scenarios }) => [rowsSeen(scenarios.C1), rowsSeen(scenarios.C2), rowsSeen(scenarios.C3)],
  'E1.9': ({ scenarios }) => [readBackSeen(scenarios.C1)],
  'E1.10': ({ check }) => [tokenCacheSeen(check)],
  'E1.11': ({ scenarios }) => [backoffSeen(scenarios.D2)],
  'E1.13': ({ scenarios }) => [badgeSeen(scenarios.C1)],
  'E1.14': ({ scenarios }) => [linkSeen(scenarios.C1)],
  // Somebody must have read the sentences; the ones that were provoked must be there besides.
  'E1.15': ({ attestations, scenarios: { D1, D2, D3 } }) => [
    attestedLine(attestations, 'E1.15'),
    ...[D1, D2, D3].map(adviceSeen).filter(({ verdict }) => verdict !== 'not_run'),
  ],
}

/** The fifteen lines of runbook E.1, each from named evidence: failed before not run, not run before stale, stale before passed. */
export function deriveGate(
  sources: GateSources,
  freshness: Freshness,
  waivers: Readonly<Record<string, string>> = {},
): readonly GateLine[] {
  return GATE_LINES.map(({ id, text }) => {
    const line = { id, text, ...settle(DERIVATIONS[id]?.(sources) ?? [], freshness) }
    const isWaived = waivers[id] !== undefined && line.status !== 'passed'
    return isWaived ? { ...line, status: 'waived' as const } : line
  })
}

function settle(sightings: readonly Sighting[], freshness: Freshness): Pick<GateLine, 'status' | 'evidence' | 'at'> {
  const seen = sightings.filter((sighting) => sighting.verdict !== 'not_run')
  const times = seen.map((sighting) => sighting.at).toSorted()
  return {
    status: worst(sightings, freshness),
    evidence: [...new Set(seen.flatMap((sighting) => sighting.evidence))],
    // The oldest: a line is only as young as what it rests on.
    at: times[0] ?? null,
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
