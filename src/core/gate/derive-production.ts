import type { DecisionEntry, Production } from '../../shared/model/gate.ts'
import type { Freshness } from '../runs/stale-reason.ts'
import { attestedLine, checkSeen, countSeen, radarSeen, scenarioSeen, type Sighting } from './gate-sightings.ts'
import type { GateSources } from './gate-sources.ts'
import { settleLine } from './settle-line.ts'

/** The runbook's list E.2, its steps in its order: what each rests on. A row of the checks that never ran keeps its line *not run*. */
const LINES: readonly {
  readonly id: string
  readonly text: string
  readonly derive: (sources: GateSources) => readonly Sighting[]
}[] = [
  {
    id: 'E2.1',
    text: 'Production config',
    derive: ({ checks, attestations }) => [
      checkSeen(checks['B1f']),
      checkSeen(checks['A4']),
      attestedLine(attestations, 'E2.1'),
    ],
  },
  {
    id: 'E2.2',
    text: 'Production app registration',
    derive: ({ checks, attestations }) => [
      checkSeen(checks['A2.1']),
      checkSeen(checks['A2.2']),
      attestedLine(attestations, 'E2.2'),
    ],
  },
  {
    id: 'E2.3',
    text: 'Deploy',
    // Without a Hunter backend URL there is nothing to ask for its health; the admin's word stands alone then.
    derive: ({ checks, attestations }) => [
      ...[checkSeen(checks['B3.1'])].filter(({ verdict }) => verdict !== 'not_run'),
      attestedLine(attestations, 'E2.3'),
    ],
  },
  {
    id: 'E2.4',
    text: 'Production E2E test',
    derive: ({ scenarios }) => [scenarioSeen(scenarios.C1), countSeen(scenarios.C1), radarSeen(scenarios.C1)],
  },
]

/** E2 of a PROD tenant. What was seen before the GO that opens it was seen of another state of affairs. */
export function deriveProduction(
  sources: GateSources,
  freshness: Freshness,
  openedBy: Production['openedBy'],
): Production {
  const isSince = (sighting: Sighting): boolean =>
    openedBy !== null && sighting.verdict !== 'not_run' && sighting.at >= openedBy.at
  const lines = LINES.map(({ id, text, derive }) => {
    const seen = derive(sources).map((sighting): Sighting => (isSince(sighting) ? sighting : { verdict: 'not_run' }))
    return { id, text, ...settleLine(seen, freshness) }
  })
  return { openedBy, lines }
}

/**
 * The newest GO that releases the tenant, unless the tenant that gave its evidence was given a NO-GO since. `isVouched`: whether the log can be
 * believed that this GO was given; a NO-GO is believed in any case.
 */
export function openingOf(
  log: readonly DecisionEntry[],
  tenantId: string,
  isVouched: (entry: DecisionEntry) => boolean,
): Production['openedBy'] {
  const decisions = log.filter(({ body }) => body.type === 'decision')
  const releases = ({ body }: DecisionEntry): boolean => body.decision === 'GO' && body.releases?.id === tenantId
  const opening = decisions.findLast((entry) => releases(entry) && isVouched(entry))?.body
  if (!opening) return null
  const isTakenBack = decisions.some(
    ({ body }) =>
      body.sequence > opening.sequence && body.decision === 'NO-GO' && body.tenant?.id === opening.tenant?.id,
  )
  return isTakenBack ? null : { sequence: opening.sequence, tenant: opening.tenant?.name ?? '', at: opening.at }
}
