import type { ActivityEvent, EventName } from '../../shared/model/activity-event.ts'
import type { RequestIds } from '../../shared/model/failure.ts'
import type { CoreEventHub } from '../core-events.ts'
import { isoNow, type Clock } from '../ports/clock.ts'
import type { KnownSecrets } from '../ports/known-secrets.ts'
import type { Log } from '../ports/log.ts'
import type { ActivityStore } from '../ports/stores.ts'

/** What happened, in the event's own words; everything not given is null. */
export interface Happening {
  readonly name: EventName
  readonly message: string
  readonly level?: ActivityEvent['level']
  readonly tenantId?: string | null
  readonly runId?: string | null
  readonly domain?: string | null
  /** Hunter's number of the lead. */
  readonly leadId?: number | null
  readonly d365LeadId?: string | null
  readonly requestIds?: RequestIds | null
  readonly detail?: ActivityEvent['detail']
  /** When it happened, where that is not now. ISO 8601 UTC. */
  readonly at?: string
}

export type RecordActivity = (happening: Happening) => ActivityEvent

interface Deps {
  readonly clock: Clock
  readonly log: Log
  readonly knownSecrets: KnownSecrets
  readonly activity: ActivityStore
  readonly events: CoreEventHub
}

/** Writes one line to the activity log, the technical log and the event stream, in that order. */
export function createActivityRecorder(deps: Deps): RecordActivity {
  return (happening) => {
    const event = deps.activity.append(eventOf(happening, deps))
    deps.log.write(event.level, event.message, inHuntersNames(event))
    deps.events.emit({ type: 'activity', event })
    return event
  }
}

const NO_DETAIL = {}

const eventOf = (happening: Happening, { clock, knownSecrets }: Deps): Omit<ActivityEvent, 'sequence'> => ({
  at: happening.at ?? isoNow(clock),
  name: happening.name,
  level: happening.level ?? 'info',
  ...subjectOf(happening),
  clientRequestId: happening.requestIds?.client ?? null,
  serviceRequestIds: [...(happening.requestIds?.service ?? [])],
  message: knownSecrets.redact(happening.message),
  detail: happening.detail ?? NO_DETAIL,
})

const subjectOf = (happening: Happening) => ({
  tenantId: happening.tenantId ?? null,
  runId: happening.runId ?? null,
  domain: happening.domain ?? null,
  leadId: happening.leadId ?? null,
  d365LeadId: happening.d365LeadId ?? null,
})

/** Whoever searches Hunter's log searches this one alike: `lead_id` is Hunter's number, `d365_lead_id` the GUID. */
const inHuntersNames = (event: ActivityEvent): Readonly<Record<string, unknown>> => ({
  event: event.name,
  lead_id: event.leadId,
  d365_lead_id: event.d365LeadId,
  domain: event.domain,
  tenant_id: event.tenantId,
  run_id: event.runId,
  client_request_id: event.clientRequestId,
  service_request_ids: event.serviceRequestIds,
  sequence: event.sequence,
  happened_at: event.at,
  detail: event.detail,
})
