import type { Exchange } from '../../shared/model/exchange.ts'
import type { D365Failure, Failure } from '../../shared/model/failure.ts'
import type { Attempt, PushedLead } from '../../shared/model/push.ts'
import type { FaultPlace } from '../../shared/model/scenario.ts'
import type { LeadBadgeView } from '../../shared/view/lead-badge-view.ts'

/** What every observation carries: the id of the stored evidence that shows it. */
interface Witnessed {
  readonly evidence: string
}

/** One push as seen from outside: what was answered, which events were logged, what travelled. */
export interface PushObservation extends Witnessed {
  readonly lead: PushedLead
  /** Names in the order they were logged. */
  readonly events: readonly string[]
  readonly eventsEvidence: string
  readonly exchanges: readonly Exchange[]
  readonly attempts: readonly Attempt[]
  /** Null on success. */
  readonly failure: Failure | null
  readonly retries: number
}

/** The lead's row of `companies`, as the runbook's SELECT shows it. */
export interface RowObservation extends Witnessed {
  readonly row: Readonly<Record<string, string | number | null>> | null
}

/** A read of one record by id. `columns` null with a null `failure` never happens. */
export interface RecordObservation extends Witnessed {
  readonly d365LeadId: string
  readonly columns: Readonly<Record<string, unknown>> | null
  /** True only for Dataverse's own "does not exist"; any other failure says nothing about existence. */
  readonly isAbsent: boolean
  readonly failure: D365Failure | null
  /** Fields that D365 holds otherwise than they were sent. */
  readonly differing: readonly string[]
  readonly compared: number
}

/** A search by subject and website: every lead in D365 that claims the domain. */
export interface MatchesObservation extends Witnessed {
  /** Null when the question got no answer. */
  readonly ids: readonly string[] | null
  readonly count: number | null
}

/** The badge and the link as the window renders them, and the record the link leads to. */
export interface BadgeObservation extends Witnessed {
  readonly view: LeadBadgeView
  readonly link: string | null
  readonly linkedLeadId: string | null
  readonly isLinkedRecordFound: boolean
}

/** Anything else a step found out, as a claim that holds or does not. */
export interface ProofObservation extends Witnessed {
  readonly holds: boolean
}

/** Faults that stood before the creates of a step; `met` = how many were played, null where a server's own limit was crossed. */
export interface FaultsObservation extends Witnessed {
  readonly place: FaultPlace
  readonly met: number | null
}

/** D365's own answer to a second create under an id that is taken. */
export interface RefusalObservation extends Witnessed {
  readonly isRefused: boolean
  readonly status: number | null
  readonly code: string | null
}

/** What Hunter's API counted, by its own names. */
export interface MetricsObservation extends Witnessed {
  readonly counters: Readonly<Record<string, number>>
}

interface ObservationKinds {
  readonly push: PushObservation
  readonly row: RowObservation
  readonly record: RecordObservation
  readonly matches: MatchesObservation
  readonly badge: BadgeObservation
  readonly faults: FaultsObservation
  readonly refusal: RefusalObservation
  readonly proof: ProofObservation
  readonly metrics: MetricsObservation
}
export type ObservationKind = keyof ObservationKinds

/** What a scenario saw so far, by kind and name (`push`/`again`); the predicates read it, the steps fill it. */
export interface Observations {
  readonly push: (name: string) => PushObservation | null
  readonly row: (name: string) => RowObservation | null
  readonly record: (name: string) => RecordObservation | null
  readonly matches: (name: string) => MatchesObservation | null
  readonly badge: (name: string) => BadgeObservation | null
  readonly faults: (name: string) => FaultsObservation | null
  readonly refusal: (name: string) => RefusalObservation | null
  readonly proof: (name: string) => ProofObservation | null
  readonly metrics: (name: string) => MetricsObservation | null
  /** Where the faults of the scenario stood; null where none did. */
  readonly faultsAt: () => FaultPlace | null
}

export interface ObservationBook extends Observations {
  readonly note: <K extends ObservationKind>(kind: K, name: string, observation: ObservationKinds[K]) => void
}

export function createObservationBook(): ObservationBook {
  const kept: { readonly [K in ObservationKind]: Map<string, ObservationKinds[K]> } = {
    push: new Map(),
    row: new Map(),
    record: new Map(),
    matches: new Map(),
    badge: new Map(),
    faults: new Map(),
    refusal: new Map(),
    proof: new Map(),
    metrics: new Map(),
  }
  return {
    push: (name) => kept.push.get(name) ?? null,
    row: (name) => kept.row.get(name) ?? null,
    record: (name) => kept.record.get(name) ?? null,
    matches: (name) => kept.matches.get(name) ?? null,
    badge: (name) => kept.badge.get(name) ?? null,
    faults: (name) => kept.faults.get(name) ?? null,
    refusal: (name) => kept.refusal.get(name) ?? null,
    proof: (name) => kept.proof.get(name) ?? null,
    metrics: (name) => kept.metrics.get(name) ?? null,
    faultsAt: () => kept.faults.values().next().value?.place ?? null,
    note: (kind, name, observation) => void kept[kind].set(name, observation),
  }
}
