import type { Failure, RequestIds } from '../../shared/model/failure.ts'
import type { Lead } from '../../shared/model/lead.ts'
import type { PushedLead } from '../../shared/model/push.ts'
import type { CallContext, LeadRecord } from '../d365/d365-client.ts'
import type { MappedLead } from '../leads/map-lead.ts'
import type { MappedColumn } from '../leads/mapped-column.ts'
import { columnsOfTenant } from '../leads/mapping-profiles.ts'
import { OWNER_COLUMN } from '../leads/owner-body.ts'
import { compareReadBack, type Difference } from './compare-read-back.ts'
import { JUDGED_COLUMNS } from './judge-found.ts'
import type { Clock } from '../ports/clock.ts'
import type { KnowOrganization } from './know-organization.ts'
import type { LeadCarrier } from './lead-carrier.ts'
import type { FailedTry } from './next-step.ts'
import type { PushCalls } from './push-calls.ts'
import type { PushRequest } from './push-request.ts'
import type { PushJournal } from './push-journal.ts'

/** What the steps of one push work with. */
export interface PushScene {
  readonly request: PushRequest
  readonly lead: Lead
  readonly mapped: MappedLead
  readonly calls: PushCalls
  readonly carrier: LeadCarrier
  readonly journal: PushJournal
  /** Travels with every call; its signal is aborted by a cancel, not by the end of the process. */
  readonly context: CallContext
  readonly knowOrganization: KnowOrganization
}

/** The row behind the stored id, and the request that found it. */
export interface Stored {
  readonly record: LeadRecord
  readonly requestIds: RequestIds | null
}

/** A lead on its way into D365 as a new row. */
export interface Creating {
  readonly scene: PushScene
  readonly organizationId: string
  readonly clock: Clock
  readonly generation: number
  /** The lead's id of that generation. */
  readonly d365LeadId: string
  /** A direct question found no row under the id just before, so one that is there after a lost answer is what was sent. */
  readonly isSeenAbsent: boolean
  /** Generations given up in this push. */
  readonly givenUp: number
}

/** A lead that needs no further try; `failure` is null on success. */
export interface Done {
  readonly kind: 'done'
  readonly lead: PushedLead
  readonly failure: Failure | null
}

/** How one try ended: well or for good, or with a failure that the policy judges. */
export type TryEnd = Done | ({ readonly kind: 'failed' } & FailedTry)

export const failedTry = (failure: Failure, isUnknown = false): TryEnd => ({ kind: 'failed', failure, isUnknown })

/** The push's end, told as what is stored now. */
export function done(
  scene: Pick<PushScene, 'lead' | 'journal'>,
  outcome: PushedLead['outcome'],
  reason: string | null = null,
  failure: Failure | null = null,
): Done {
  const { status, d365LeadId } = scene.journal.state()
  return {
    kind: 'done',
    failure,
    lead: { domain: scene.lead.domain, outcome, status, reason, d365_lead_id: d365LeadId },
  }
}

/** Every column a judgement or a comparison looks at. */
export const columnsToRead = ({ mapped, request }: Pick<PushScene, 'mapped'> & Connected): readonly string[] => [
  ...new Set([...JUDGED_COLUMNS, ...Object.keys(mapped.body)]),
  ...(request.connection.tenant.owner === null ? [] : [OWNER_COLUMN]),
]

/** What a row that is already there holds differently; columns that tell of the push itself aside. */
export function differencesFrom(
  scene: Pick<PushScene, 'mapped'> & Connected,
  record: LeadRecord,
): readonly Difference[] {
  const profile = profileOf(scene)
  const aboutThePush = new Set(profile.filter(({ isOfThePush }) => isOfThePush === true).map(({ column }) => column))
  const body = Object.fromEntries(Object.entries(scene.mapped.body).filter(([column]) => !aboutThePush.has(column)))
  return compareReadBack(body, record.columns, profile)
}

interface Connected {
  readonly request: Pick<PushRequest, 'connection'>
}

export const profileOf = (scene: Connected): readonly MappedColumn[] => columnsOfTenant(scene.request.connection.tenant)

export const textsOf = (differences: readonly Difference[]): string[] => differences.map(({ text }) => text)
export const columnsOf = (differences: readonly Difference[]): string[] => differences.map(({ column }) => column)
