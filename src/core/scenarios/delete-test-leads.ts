import type { D365Failure } from '../../shared/model/failure.ts'
import { say } from '../../shared/words/step-words.ts'
import type { Result } from '../../shared/lib/result.ts'
import type { TenantConnection } from '../d365/d365-client.ts'
import { leadListLink, recordLink } from '../d365/record-link.ts'
import { isoNow, type Clock } from '../ports/clock.ts'
import type { CorePorts } from '../ports/core-ports.ts'
import type { TestRecord } from '../ports/stores.ts'
import { adviceOn } from './advice-on.ts'
import type { LeftBehind } from './clean-up.ts'
import { leadsOfDomain } from './leads-of-domain.ts'

type Why = Pick<LeftBehind, 'reason' | 'said'>

/** A reason without particulars, or with a failure's advice in both languages. */
function why(key: 'leftThough' | 'leftStranger'): Why
function why(key: 'leftUndeleted' | 'leftUnproven' | 'leftUnsearched', failure: D365Failure): Why
function why(key: Parameters<typeof say>[0], failure?: D365Failure): Why {
  const values = failure === undefined ? {} : { ...adviceOn(failure) }
  return { reason: say(key, values).detail, said: { key, values } }
}

interface Task {
  readonly connection: TenantConnection
  readonly records: readonly TestRecord[]
  /** Ids whose creation may still be under way: found absent, they stay on the list for the next start. */
  readonly doubtful: ReadonlySet<string>
  /** Searched at the end for leads nobody wrote down. */
  readonly domains: ReadonlySet<string>
  readonly signal?: AbortSignal | undefined
}

type Ports = Pick<CorePorts, 'clock' | 'data'>

const TRIES = 3
const PAUSE_MS = 1_000
/** Clean-up is not worth a longer wait: what is left is listed and tried again at the next start. */
const LONGEST_PAUSE_MS = 30_000

/**
 * Deletes test leads in D365 by their recorded ids and nothing else. A lead counts as gone only when a read by its id answers "does not
 * exist"; everything else is left behind, with its link. A lead of the run's domain that nobody recorded is listed, never deleted; a domain that
 * could not be searched for such leads is listed too, without an id.
 */
export async function deleteTestLeads(
  ports: Ports,
  task: Task,
): Promise<{ readonly deleted: number; readonly leftBehind: readonly LeftBehind[] }> {
  const leftBehind: LeftBehind[] = []
  let deleted = 0
  const leave = (d365LeadId: string, domain: string, left: Why): void => {
    leftBehind.push({ d365LeadId, domain, link: recordLink(task.connection.tenant, d365LeadId), ...left })
  }
  for (const { d365LeadId, domain } of task.records) {
    const fate = await deleteOne(ports.clock, task, d365LeadId)
    if (fate.why !== null) leave(d365LeadId, domain, fate.why)
    else if (!task.doubtful.has(d365LeadId) || fate.wasThere) {
      ports.data.runs.markTestRecordDeleted(d365LeadId, isoNow(ports.clock))
    }
    if (fate.why === null && fate.wasThere) deleted += 1
  }
  for (const domain of task.domains) leftBehind.push(...(await strangers(ports.clock, task, domain)))
  return { deleted, leftBehind }
}

/** `why` null = proven absent; `wasThere` = this call deleted it. */
async function deleteOne(
  clock: Clock,
  { connection, signal }: Task,
  id: string,
): Promise<{ readonly wasThere: boolean; readonly why: Why | null }> {
  const context = signal === undefined ? {} : { signal }
  const removal = await patiently(clock, signal, () => connection.d365.deleteLead(id, context))
  if (!removal.ok && removal.failure.kind !== 'D365NotFoundError') {
    return { wasThere: false, why: why('leftUndeleted', removal.failure) }
  }
  const proof = await patiently(clock, signal, () => connection.d365.readLead(id, ['leadid'], context))
  if (proof.ok) return { wasThere: removal.ok, why: why('leftThough') }
  if (proof.failure.kind === 'D365NotFoundError') return { wasThere: removal.ok, why: null }
  return { wasThere: removal.ok, why: why('leftUnproven', proof.failure) }
}

/** What the domain still has beside the records; an entry without an id where nobody could tell. */
async function strangers(clock: Clock, task: Task, domain: string): Promise<readonly LeftBehind[]> {
  const { connection, records, signal } = task
  const context = signal === undefined ? {} : { signal }
  const found = await patiently(clock, signal, () => connection.d365.queryLeads(leadsOfDomain(domain), context))
  if (!found.ok) {
    return [{ d365LeadId: '', domain, link: leadListLink(connection.tenant), ...why('leftUnsearched', found.failure) }]
  }
  const recorded = new Set(records.map((record) => record.d365LeadId))
  return found.value.leads
    .filter(({ leadId }) => !recorded.has(leadId))
    .map(({ leadId }) => ({
      d365LeadId: leadId,
      domain,
      link: recordLink(connection.tenant, leadId),
      ...why('leftStranger'),
    }))
}

/** Repeats a call that was throttled, cut or answered by a server in trouble; a deletion may be repeated without harm. */
async function patiently<T>(
  clock: Clock,
  signal: AbortSignal | undefined,
  call: () => Promise<Result<T, D365Failure>>,
): Promise<Result<T, D365Failure>> {
  let answer = await call()
  for (let tried = 1; tried < TRIES && !answer.ok && signal?.aborted !== true; tried += 1) {
    const pause = pauseBefore(answer.failure)
    if (pause === null) return answer
    await clock.sleep(pause, signal).catch(() => undefined)
    answer = await call()
  }
  return answer
}

function pauseBefore(failure: D365Failure): number | null {
  if (failure.kind === 'D365RateLimitError') return Math.min(failure.retryAfterMs ?? PAUSE_MS, LONGEST_PAUSE_MS)
  if (failure.kind === 'D365NetworkError') return failure.isTls ? null : PAUSE_MS
  if (failure.kind === 'D365TimeoutError') return PAUSE_MS
  return failure.kind === 'D365APIError' && failure.isTransient ? PAUSE_MS : null
}
