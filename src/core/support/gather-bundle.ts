import type { ActivityEvent } from '../../shared/model/activity-event.ts'
import { isoNow } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import { maskAll, maskPersonalData } from '../../shared/lib/mask-personal-data.ts'

const MOST_LOG_BYTES = 5 * 1024 * 1024
const MOST_FAILURES = 200

/** One file of the bundle. */
export interface BundlePart {
  readonly name: string
  readonly text: string
}

/**
 * What the bundle holds: versions, profiles, the newest failures with both request ids and times, and the end of the log. Personal data is
 * masked as in reports; credentials are in none of these places.
 */
export async function gatherBundle(
  ports: CorePorts,
  about: Readonly<Record<string, unknown>>,
): Promise<readonly BundlePart[]> {
  const logs = await ports.logFiles.newest(MOST_LOG_BYTES)
  return [
    json('about.json', { ...about, version: ports.appVersion, writtenAt: isoNow(ports.clock) }),
    json('tenants.json', ports.data.tenants.list()),
    json('failures.json', lastFailures(ports)),
    ...logs.map(({ name, text }) => ({ name: `logs/${name}`, text: maskPersonalData(text) })),
  ]
}

const json = (name: string, value: unknown): BundlePart => ({
  name,
  text: `${JSON.stringify(maskAll(value), null, 2)}\n`,
})

/** Newest first; `clientRequestId` and `serviceRequestIds` are what Microsoft support finds a request by. */
function lastFailures({ data }: CorePorts): readonly ActivityEvent[] {
  const levels = ['error', 'warning'] as const
  return levels
    .flatMap((level) => data.activity.list({ level, limit: MOST_FAILURES }))
    .sort((one, other) => other.sequence - one.sequence)
    .slice(0, MOST_FAILURES)
}
