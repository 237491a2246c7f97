import type { Result } from '../../shared/lib/result.ts'
import type { ActivityEvent } from '../../shared/model/activity-event.ts'
import type { LocalDataError } from '../../shared/model/failure.ts'
import type { Attestation, DecisionEntry } from '../../shared/model/gate.ts'
import type { HunterWriteBackState } from '../../shared/model/lead-export.ts'
import type { Lead, LeadPage, LeadQuery, SyncState } from '../../shared/model/lead.ts'
import type { Attempt, PushedLead, PushedPage, PushOutcome, PushSelection } from '../../shared/model/push.ts'
import type { WrittenReport } from '../../shared/model/report.ts'
import type { Evidence, Run, RunKind, RunStatus } from '../../shared/model/run.ts'
import type { Tenant } from '../../shared/model/tenant.ts'

/*
 * Local data. Calls are synchronous: the store is one embedded database, each call takes microseconds to a few milliseconds,
 * and a synchronous transaction cannot be interleaved with another one.
 */

export interface TenantStore {
  readonly list: (options?: { readonly withArchived?: boolean }) => readonly Tenant[]
  readonly get: (id: string) => Tenant | null
  /** By exact name among tenants that are not archived. */
  readonly findByName: (name: string) => Tenant | null
  readonly save: (tenant: Tenant) => void
  readonly activeId: () => string | null
  readonly setActive: (id: string) => void
}

/** Which D365 a sync state belongs to; `organizationId` is '' before the first connection. */
export interface SyncScope {
  readonly tenantId: string
  readonly organizationId: string
}

export interface LeadWithState {
  readonly lead: Lead
  readonly sync: SyncState
}

/** The domains of one file while it is read. */
export interface SeenLines {
  /** Null the first time; else the line (1-based) on which the domain stood before. */
  readonly see: (line: number, domain: string) => number | null
  readonly end: () => void
}

export interface LeadStore {
  readonly get: (domain: string) => Lead | null
  /** Inserts or replaces the leads of one import in one transaction. */
  readonly saveAll: (leads: readonly Lead[]) => { readonly imported: number; readonly updated: number }
  /** Adds a test lead that the run owns: never listed, pushed by `--all` or exported. */
  readonly saveTestLead: (lead: Lead, runId: string) => void
  readonly removeTestLeads: (runId: string) => void
  readonly ownerOf: (domain: string) => string | null
  /** Keeps what a file has named so far, outside of the process's memory. */
  readonly seenLines: () => SeenLines
  readonly page: (scope: SyncScope, query: LeadQuery) => LeadPage
  /** Leads in order of domain, those after `after`, with their state; without test leads. For going through all of them in bounded memory. */
  readonly slice: (
    scope: SyncScope,
    from: { readonly after: string | null; readonly limit: number },
  ) => readonly LeadWithState[]
  /** Domains page by page, in their order, without test leads; `status` is a stored word or a badge's, `search` a text as in `page`. */
  readonly domainsAfter: (
    scope: SyncScope,
    page: {
      readonly status: string | null
      readonly search?: string
      readonly after: string
      readonly limit: number
    },
  ) => readonly string[]
  readonly syncState: (scope: SyncScope, domain: string) => SyncState
  /** `before`: what was read or saved last; where it is known, only what differs from it need be written. */
  readonly saveSyncState: (scope: SyncScope, domain: string, state: SyncState, before?: SyncState) => void
  /** Forgets names of others kept with a lead's states: candidates and differences, in every tenant. */
  readonly forgetNames: (domain: string) => void
  /** Remembers that these ids left in a file for Hunter. */
  readonly saveTold: (
    scope: SyncScope,
    told: readonly { readonly domain: string; readonly d365LeadId: string }[],
    at: string,
  ) => void
  readonly writeBackState: (scope: SyncScope) => HunterWriteBackState
  /** Moves up to `most` states stored before the organisation was known to the organisation; false = there were none left. */
  readonly adoptScope: (tenantId: string, organizationId: string, most: number) => boolean
  /** The row of `companies` as the runbook's SELECT sees it for a tenant that is active, else read for the scope; for evidence. */
  readonly companyRow: (scope: SyncScope, domain: string) => Readonly<Record<string, string | number | null>> | null
}

export interface AttemptStore {
  /** Durable (flushed) when it returns. */
  readonly save: (attempt: Attempt) => void
  readonly listFor: (tenantId: string, domain: string) => readonly Attempt[]
  /** Attempts left in `sending`, `unknown` or `waiting` by an earlier process; those of the runs named in `except` are not read. */
  readonly listOpen: (except?: readonly string[]) => readonly Attempt[]
}

export interface RunStore {
  readonly save: (run: Run) => void
  readonly get: (id: string) => Run | null
  /** Newest first. */
  readonly list: (filter: {
    readonly tenantId?: string
    readonly parentId?: string
    readonly kind?: RunKind
    readonly status?: RunStatus
    readonly limit?: number
  }) => readonly Run[]
  readonly saveEvidence: (evidence: Evidence) => void
  readonly evidenceOf: (runId: string) => readonly Evidence[]
  readonly evidence: (id: string) => Evidence | null
  /** What `deleteEvidenceBefore` would delete, and how many older pieces the named runs keep. */
  readonly evidenceBefore: (
    at: string,
    keptRunIds: readonly string[],
  ) => { readonly pieces: number; readonly runs: number; readonly kept: number }
  /** Deletes what was seen before that time, except by the runs named; runs themselves stay. Answers how many pieces went. */
  readonly deleteEvidenceBefore: (at: string, keptRunIds: readonly string[]) => number
  /** D365 ids of the test leads a run created and still has to delete. */
  readonly saveTestRecord: (record: TestRecord) => void
  readonly markTestRecordDeleted: (d365LeadId: string, at: string) => void
  readonly testRecords: (filter: { readonly runId?: string; readonly open?: boolean }) => readonly TestRecord[]
}

export interface QueueInfo {
  readonly selection: PushSelection
  /** Every lead of the selection is written down. */
  readonly isFilled: boolean
  readonly isPaused: boolean
  readonly isCancelled: boolean
  /** Over all processes that worked on the run. */
  readonly retries: number
  readonly throttledMs: number
  readonly workedMs: number
}

/** The leads of push runs, in the order of sending, and what became of them. */
export interface PushQueue {
  readonly open: (runId: string, selection: PushSelection) => void
  readonly info: (runId: string) => QueueInfo | null
  /** Writes the next up to `most` leads of the selection down and shows them as `queued`, whole or not at all. */
  readonly fill: (
    runId: string,
    scope: SyncScope,
    most: number,
  ) => { readonly added: number; readonly isFilled: boolean }
  readonly setPaused: (runId: string, isPaused: boolean) => void
  /** Final: whatever happens, no further lead of it is sent. */
  readonly setCancelled: (runId: string) => void
  readonly addSums: (
    runId: string,
    sums: { readonly retries: number; readonly throttledMs: number; readonly workedMs: number },
  ) => void
  /** Leads that are not over, in the order of sending, after the given one. */
  readonly next: (runId: string, after: QueuePlace | null, limit: number) => readonly QueuePlace[]
  /** The first of them that wait for no answer: no attempt is open, in whatever run. */
  readonly nextAnswered: (runId: string, limit: number) => readonly QueuePlace[]
  readonly finish: (runId: string, lead: PushedLead) => void
  /** Leads by outcome; null = not over. */
  readonly counts: (runId: string) => readonly { readonly outcome: PushOutcome | null; readonly total: number }[]
  readonly page: (
    runId: string,
    page: { readonly outcomes: readonly PushOutcome[] | null; readonly after: string | null; readonly limit: number },
  ) => PushedPage
  /** The first `most` of `total`: all in their order, or of a larger run those first that did not arrive. */
  readonly listed: (runId: string, total: number, most: number) => readonly PushedLead[]
  /** Ends up to `most` leads that never had their turn and puts their state back; answers how many. */
  readonly giveBack: (
    runId: string,
    scope: SyncScope,
    end: { readonly outcome: PushOutcome; readonly reason: string; readonly most: number },
  ) => number
}

export interface QueuePlace {
  readonly domain: string
  readonly position: number
}

/** A lead in D365 that a scenario run created; deleted by this id and nothing else. */
export interface TestRecord {
  readonly runId: string
  readonly tenantId: string
  readonly organizationId: string
  readonly d365LeadId: string
  readonly domain: string
  readonly createdAt: string
  readonly deletedAt: string | null
}

export interface ActivityStore {
  /** Returns the event with its sequence number. */
  readonly append: (event: Omit<ActivityEvent, 'sequence'>) => ActivityEvent
  /** Newest first. */
  readonly list: (filter: {
    readonly tenantId?: string
    readonly runId?: string
    readonly domain?: string
    readonly name?: ActivityEvent['name']
    readonly level?: ActivityEvent['level']
    readonly beforeSequence?: number
    readonly limit: number
  }) => readonly ActivityEvent[]
}

export interface DecisionStore {
  readonly chainId: () => string
  readonly append: (entry: DecisionEntry) => void
  readonly list: () => readonly DecisionEntry[]
  /** The newest entry; null when there is none. */
  readonly last: () => DecisionEntry | null
}

/** The checkpoint outside the database: `decisions.jsonl`, whole entries, one per line, appended and flushed. */
export interface DecisionSidecar {
  readonly append: (entry: DecisionEntry) => void
  /** The parsable entries in file order, and the 1-based number of the first line that is not one. */
  readonly read: () => {
    readonly entries: readonly DecisionEntry[]
    readonly brokenLine: number | null
    readonly isMissing: boolean
  }
}

export interface AttestationStore {
  readonly save: (attestation: Attestation) => void
  /** The newest per row. */
  readonly listFor: (tenantId: string) => readonly Attestation[]
}

export interface SettingStore {
  readonly get: (key: string) => string | null
  readonly set: (key: string, value: string) => void
}

export interface ReportStore {
  readonly save: (report: WrittenReport) => void
  readonly list: (tenantId: string) => readonly WrittenReport[]
}

/** All of local data, and the one way to make several writes one. */
export interface LocalData {
  readonly tenants: TenantStore
  readonly leads: LeadStore
  readonly attempts: AttemptStore
  readonly runs: RunStore
  readonly pushQueue: PushQueue
  readonly activity: ActivityStore
  readonly decisions: DecisionStore
  readonly attestations: AttestationStore
  readonly settings: SettingStore
  readonly reports: ReportStore
  /** What `work` reads is of one moment, and cheaper than read by read; `work` must neither write nor await. */
  readonly reading: <T>(work: () => T) => T
  /** All writes in `work` happen, or none; `work` must not await. */
  readonly transaction: <T>(work: () => T) => T
  /**
   * The same for work that goes on for long: hardly waits for other programs, and a full disk, a lock or a disk that fails comes as a failure
   * that says what to do; nothing was written then. `isFlushed` (the default): what it and everything before it wrote survives a power loss;
   * without, a crash of this process alone, and the disk is not waited for.
   */
  readonly tryTransaction: <T>(work: () => T, options?: { readonly isFlushed?: boolean }) => Result<T, LocalDataError>
}
