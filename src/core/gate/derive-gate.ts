import type { GateLine } from '../../shared/model/gate.ts'
import type { ScenarioId } from '../../shared/model/scenario.ts'
import type { Freshness } from '../runs/stale-reason.ts'
import {
  adviceSeen,
  attestedLine,
  backoffSeen,
  badgeSeen,
  countSeen,
  linkSeen,
  poolSeen,
  readBackSeen,
  rowsSeen,
  scenarioSeen,
  tokenCacheSeen,
  type Sighting,
} from './gate-sightings.ts'
import type { GateSources } from './gate-sources.ts'
import { GATE_LINES, type GateLineId } from './gate-lines.ts'
import { settleLine } from './settle-line.ts'

type Derivation = (sources: GateSources) => readonly Sighting[]

const scenario =
  (id: ScenarioId): Derivation =>
  ({ scenarios }) => [scenarioSeen(scenarios[id])]

const DERIVATIONS: Readonly<Record<GateLineId, Derivation>> = {
  'E1.1': scenario('C1'),
  'E1.2': scenario('C2'),
  'E1.3': scenario('C3'),
  'E1.4': scenario('D1'),
  'E1.5': scenario('D2'),
  'E1.6': scenario('D3'),
  'E1.7': ({ scenarios }) => [countSeen(scenarios.C2)],
  'E1.8': ({ scenarios }) => [rowsSeen(scenarios.C1), rowsSeen(scenarios.C2), rowsSeen(scenarios.C3)],
  'E1.9': ({ scenarios }) => [readBackSeen(scenarios.C1)],
  'E1.10': ({ checks }) => [tokenCacheSeen(checks['B3.2'])],
  'E1.11': ({ scenarios }) => [backoffSeen(scenarios.D2)],
  'E1.12': ({ scenarios }) => [poolSeen(scenarios.D2)],
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
    const line = { id, text, ...settleLine(DERIVATIONS[id](sources), freshness) }
    const isWaived = waivers[id] !== undefined && line.status !== 'passed'
    return isWaived ? { ...line, status: 'waived' as const } : line
  })
}
