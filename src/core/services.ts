import type { Result } from '../shared/lib/result.ts'
import type { ActivityEvent } from '../shared/model/activity-event.ts'
import type { CheckResult, ColumnsCreated, ColumnsPlanned, DriftResult, HunterUrl } from '../shared/model/check.ts'
import type { ConnectionDraft } from '../shared/model/connection-draft.ts'
import type { CredentialNote, GivenCredential } from '../shared/model/credential.ts'
import type { Failure } from '../shared/model/failure.ts'
import type {
  Attestation,
  DecisionEntry,
  DecisionReceipt,
  DecisionRequest,
  GateStatus,
  GateVerification,
} from '../shared/model/gate.ts'
import type { ConflictResult, ConflictRule, RadarResult } from '../shared/model/duplicates.ts'
import type { ConnectionTrace } from '../shared/model/network.ts'
import type { PushForecast } from '../shared/model/forecast.ts'
import type { ImportPreview } from '../shared/model/lead-import.ts'
import type { HunterWriteBackState, LeadExportRequest, LeadExportResult } from '../shared/model/lead-export.ts'
import type { ImportResult, Lead, LeadPage, LeadQuery, SyncBadge, SyncState } from '../shared/model/lead.ts'
import type { BuiltInProfiles, MappingChoice, MappingVerdict, TargetColumn } from '../shared/model/mapping.ts'
import type {
  Attempt,
  PushedLead,
  PushedPage,
  PushOutcome,
  PushProgress,
  PushResult,
  PushSelection,
} from '../shared/model/push.ts'
import type { ReportFormat, ReportWriting, WrittenReport } from '../shared/model/report.ts'
import type { Evidence, Run, RunKind } from '../shared/model/run.ts'
import type { RetentionForecast, RetentionSet } from '../shared/model/retention.ts'
import type { RunComparison } from '../shared/model/run-comparison.ts'
import type { RunbookResult } from '../shared/model/runbook.ts'
import type { SupportBundle } from '../shared/model/support.ts'
import type { ScenarioId, ScenarioOutline, ScenarioRunResult } from '../shared/model/scenario.ts'
import type {
  ConnectionProof,
  Environment,
  NewConnection,
  NewTenant,
  Owner,
  ProvenTenant,
  Tenant,
  TenantChanges,
  TenantView,
} from '../shared/model/tenant.ts'
import type { Language } from '../shared/words/language.ts'
import type { CoreEvents } from './core-events.ts'

/*
 * What the core offers to the window and to the command line: the same calls, the same refusals.
 * Every call answers with a Result; it throws only for bugs.
 */

export type Answer<T> = Promise<Result<T, Failure>>

export interface TenantService {
  readonly list: () => Answer<readonly TenantView[]>
  /** By id or by exact name; failure NotFound otherwise. */
  readonly find: (idOrName: string) => Answer<TenantView>
  /** Checks name and base URL before anything is stored; with a secret, stores profile and secret or neither. */
  readonly add: (
    input: NewTenant,
    /** A text is a client secret. */
    credential: string | GivenCredential | null,
    options?: Partial<Pick<NewConnection, 'sessionOnly' | 'note' | 'network' | 'proxyPassword'>>,
  ) => Answer<TenantView>
  /** The values of a connection in whatever text was pasted; the credential stays behind as a draft. */
  readonly readConnection: (text: string) => Answer<ConnectionDraft>
  /** The same for a file: text, or a certificate as PEM or PFX. */
  readonly readConnectionFile: (bytes: Uint8Array) => Answer<ConnectionDraft>
  /** Adds a tenant only if token, WhoAmI and organisation prove it. */
  readonly connect: (input: NewConnection, signal?: AbortSignal) => Answer<ProvenTenant>
  readonly update: (tenantId: string, changes: TenantChanges) => Answer<TenantView>
  /** For the next environment: everything but name, environment, address and credential. */
  readonly duplicate: (
    tenantId: string,
    to: { readonly name: string; readonly environment: Environment; readonly baseUrl: string },
  ) => Answer<TenantView>
  /** Before another tenant; null = last. Answers all in their new order. */
  readonly move: (tenantId: string, beforeId: string | null) => Answer<readonly TenantView[]>
  readonly setSecret: (
    tenantId: string,
    secret: string,
    options?: { readonly sessionOnly?: boolean },
  ) => Answer<TenantView>
  /** The credential, whichever kind it is: out of keychain, memory and token cache. */
  readonly deleteSecret: (tenantId: string) => Answer<TenantView>
  /** Proves the new credential (token, WhoAmI, nothing cached) before it takes the old one's place; otherwise the old one stays. */
  readonly rotate: (
    tenantId: string,
    rotation: {
      readonly credential: GivenCredential
      readonly note: CredentialNote
      readonly sessionOnly: boolean
      readonly signal?: AbortSignal | undefined
    },
  ) => Answer<ProvenTenant>
  readonly setProxyPassword: (tenantId: string, password: string | null) => Answer<TenantView>
  /** The runbook's `.env` (B1); with the secret only when asked for, and never on PROD. */
  readonly exportEnv: (
    tenantId: string,
    options?: { readonly withSecret?: boolean },
  ) => Answer<{ readonly text: string; readonly keyVault: readonly string[] }>
  /** Another organisation than before answers, and that is meant: until this is said, pushes are refused with `organization_changed`. */
  readonly acceptOrganization: (
    tenantId: string,
    organizationId: string,
    options?: { /** On PROD its name, letter by letter. */ readonly typedName?: string | null },
  ) => Answer<ProvenTenant>
  readonly setEnabled: (tenantId: string, isEnabled: boolean) => Answer<TenantView>
  /** Users and teams of the tenant whose name holds the text; of each kind at most 20. */
  readonly findOwners: (tenantId: string, text: string) => Answer<readonly Owner[]>
  /** Who owns the leads that pushes create from now on; null = the application user. */
  readonly setOwner: (tenantId: string, owner: Owner | null) => Answer<TenantView>
  readonly select: (tenantId: string) => Answer<TenantView>
  /** Token, WhoAmI, organisation, in order, with a fresh client; stops at the first failure. Stores organisation id and detected environment. */
  readonly test: (tenantId: string, signal?: AbortSignal) => Answer<ConnectionProof>
  /** The way to the tenant hop by hop, as its pushes would go it; stops at the first hop that fails. Stores nothing. */
  readonly trace: (tenantId: string, signal?: AbortSignal) => Answer<ConnectionTrace>
  /** When writing was unlocked, newest first; at most 500. */
  readonly unlocks: (tenantId: string) => Answer<readonly ActivityEvent[]>
  /** Writes the profile, which holds no secret, to `file`; whole or not at all. */
  readonly exportProfile: (tenantId: string, file: string) => Answer<{ readonly file: string }>
  /** Adds a tenant from the text of such a file; its feature flag is off and it has no credential yet. */
  readonly importProfile: (text: string, options?: { readonly name?: string | undefined }) => Answer<TenantView>
  /** Archives: credential gone, open pushes cancelled, history kept. The sandbox cannot be removed. */
  readonly remove: (tenantId: string) => Answer<TenantView>
  /** PROD only: `typedName` must equal the tenant's name; permits starting writes for 10 minutes. */
  readonly unlock: (tenantId: string, typedName: string) => Answer<TenantView>
  /** Ends every unlock (screen lock, sleep). */
  readonly lockAll: () => void
}

export interface LeadDetail {
  readonly lead: Lead
  readonly sync: SyncState
  readonly badge: SyncBadge
  /** The record's page in D365, once there is an id. */
  readonly link: string | null
  /** The body a push would send now, by the tenant's mapping profile; with `faults` (one sentence each) nothing of it is sent. */
  readonly payload: Readonly<Record<string, string | number | boolean | null>>
  readonly faults: readonly string[]
  readonly attempts: readonly Attempt[]
  readonly events: readonly ActivityEvent[]
}

export interface LeadService {
  readonly page: (tenantId: string, query: LeadQuery) => Answer<LeadPage>
  readonly detail: (tenantId: string, domain: string) => Answer<LeadDetail>
  /** Writes the tenant's leads to `file` (absolute or relative to the process), whole or not at all. */
  readonly exportTo: (tenantId: string, request: LeadExportRequest, file: string) => Answer<LeadExportResult>
  /** The leads of a push run that did not arrive, as a CSV that can be imported again, each with its reason. */
  readonly exportFailed: (runId: string, file: string) => Answer<LeadExportResult>
  /** What a push of these leads will ask of D365; asks D365 nothing. */
  readonly forecast: (tenantId: string, selection: PushSelection) => Answer<PushForecast>
  /** Domains with more than one lead in the tenant's D365. Reads all of its leads that name a domain. */
  readonly radar: (tenantId: string, signal?: AbortSignal) => Answer<RadarResult>
  /** Settles every conflict of the tenant by one rule, or says what the rule would do. */
  readonly resolveConflicts: (
    tenantId: string,
    rule: ConflictRule,
    options: { readonly isPreview: boolean; readonly signal?: AbortSignal },
  ) => Answer<ConflictResult>
  /** Erases what may be about a person; ids, attempts and digests stay. D365 is not touched. */
  readonly erase: (domain: string) => Answer<{ readonly domain: string }>
  /** Whether Hunter knows of the leads pushed from here. */
  readonly hunterWriteBackState: (tenantId: string) => Answer<HunterWriteBackState>
  /** What an import of the file would take its columns for, with its first rows; stores nothing. */
  readonly previewImport: (fileName: string, bytes: AsyncIterable<Uint8Array>) => Answer<ImportPreview>
  /** CSV, XLSX, JSON or NDJSON, by the end of the name. `bytes` yields the file's; of CSV and NDJSON memory stays bounded whatever the file. `isDryRun` judges every line and stores nothing. */
  readonly importFile: (
    fileName: string,
    bytes: AsyncIterable<Uint8Array>,
    options?: {
      readonly isDryRun?: boolean
      readonly signal?: AbortSignal
      /** The file's column names to those the console knows. */
      readonly map?: Readonly<Record<string, string>>
    },
  ) => Answer<ImportResult>
}

export interface MappingService {
  readonly builtIn: () => BuiltInProfiles
  /** Every column of the tenant's lead table. */
  readonly columns: (tenantId: string, signal?: AbortSignal) => Answer<readonly TargetColumn[]>
  /** Holds a profile against the tenant's metadata and the stored leads; stores nothing. */
  readonly check: (tenantId: string, choice: MappingChoice, signal?: AbortSignal) => Answer<MappingVerdict>
  /** Stores the choice, with each column's type and limits read from the tenant. A choice that would not work is stored too: `check` says so. */
  readonly choose: (
    tenantId: string,
    choice: MappingChoice,
    signal?: AbortSignal,
  ) => Answer<Pick<Tenant, 'mappingProfile' | 'ownMapping'>>
}

export interface PushOptions {
  readonly signal?: AbortSignal
  /** Only what would happen: create, adopt, skip, conflict, invalid. Nothing is written, here or there. */
  readonly isDryRun?: boolean
  /** Leads that the result of a dry run lists, those first that would not arrive; default 500. A run keeps all of its leads. */
  readonly mostListed?: number
  /** How long one standstill may last (throttling, sign-in), in milliseconds; then the run stops and can be resumed. Default: as long as it takes. */
  readonly maxWaitMs?: number | null
  /** Somebody can give a new secret while the run stands still for it. Default: yes; else a refused credential ends the run. */
  readonly isAttended?: boolean
}

export interface PushService {
  /** Begins a push run and answers at once; progress comes by events, the outcome by `runs.get`. */
  readonly start: (tenantId: string, selection: PushSelection) => Answer<{ readonly runId: string }>
  /** The same, awaited. */
  readonly run: (tenantId: string, selection: PushSelection, options?: PushOptions) => Answer<PushResult>
  /** No further lead begins, what is under way ends; kept over a restart, until `resume`. */
  readonly pause: (runId: string) => Answer<{ readonly runId: string }>
  /** Goes on with a paused run, or takes up one that an earlier process left. */
  readonly resume: (runId: string) => Answer<{ readonly runId: string }>
  readonly cancel: (runId: string) => Answer<{ readonly runId: string }>
  /** Push runs of the tenant that are not over. */
  readonly runs: (tenantId: string) => Answer<readonly PushProgress[]>
  /** What became of a run's leads; memory stays bounded whatever the run. */
  readonly leads: (runId: string, page: PushedLeadsPage) => Answer<PushedPage>
  /** The computer woke up: writes under way count as lost answers and are asked about at once, instead of after their deadline. */
  readonly wake: () => void
  /** The admin's choice for a lead in conflict: this record is the one. */
  readonly adopt: (tenantId: string, domain: string, d365LeadId: string) => Answer<PushedLead>
  /** The admin's choice for a lead in conflict: none of the records is; the next push creates despite them. */
  readonly decline: (tenantId: string, domain: string) => Answer<{ readonly domain: string }>
  /**
   * Finishes what an earlier process left in `sending`, `unknown` or `waiting`; called once at start. Answers how many leads it settled, or
   * D365RateLimitError where D365 asks for a longer pause than `maxWaitMs`: the rest then waits for the next time.
   */
  readonly recover: (options?: PushRecovery) => Answer<{ readonly settled: number }>
}

export interface PushRecovery extends Pick<PushOptions, 'signal' | 'maxWaitMs' | 'isAttended'> {
  /** Only what was left for this tenant; default: every tenant, none waiting for another. */
  readonly tenantId?: string
}

export interface PushedLeadsPage {
  /** Null = all. */
  readonly outcomes: readonly PushOutcome[] | null
  /** The domain the page begins after; null = from the first. */
  readonly after: string | null
  readonly limit: number
}

export interface CheckService {
  /** `row`: that one alone; failure InvalidInput where there is none of that id. */
  readonly run: (
    tenantId: string,
    options?: { readonly signal?: AbortSignal; readonly parentRunId?: string; readonly row?: string },
  ) => Answer<CheckResult>
  /** The newest result of every row, whatever run it comes from; stale ones say why. */
  readonly latest: (tenantId: string) => Answer<CheckResult | null>
  readonly attest: (tenantId: string, row: string, by: string, note: string) => Answer<Attestation>
  /** Where the tenant's Hunter backend is asked for its health; `isDefault` while nobody set it. */
  readonly hunterUrl: (tenantId: string) => Answer<HunterUrl>
  /** Compares what the newest checks of two tenants saw; asks neither of them anything. */
  readonly drift: (firstId: string, secondId: string) => Answer<DriftResult>
  /** A portal's page that the newest checks named for a row, to be opened outside; NotFound where they named none. */
  readonly portalLink: (tenantId: string, row: string, place: string) => Answer<{ readonly url: string }>
  /** The exact plan for the columns that the tenant's mapping profile lacks; writes nothing. */
  readonly planColumns: (tenantId: string, signal?: AbortSignal) => Answer<ColumnsPlanned>
  /** `names`: the plan's columns as they were shown. Creates, publishes and waits until metadata shows them. */
  readonly createColumns: (tenantId: string, names: readonly string[], signal?: AbortSignal) => Answer<ColumnsCreated>
  readonly setHunterUrl: (tenantId: string, url: string | null) => Answer<HunterUrl>
}

export interface ScenarioRunOptions {
  /** C1 alone: the domain of a lead of the admin's own, pushed instead of a test lead; it stays in D365 (runbook E.2, step 4). */
  readonly lead?: string
}

export interface ScenarioService {
  readonly list: () => readonly ScenarioOutline[]
  /** Begins a run and answers at once; steps stream as events. */
  readonly start: (
    tenantId: string,
    ids: readonly ScenarioId[],
    options?: ScenarioRunOptions,
  ) => Answer<{ readonly runId: string }>
  readonly run: (
    tenantId: string,
    ids: readonly ScenarioId[],
    options?: ScenarioRunOptions & { readonly signal?: AbortSignal; readonly parentRunId?: string },
  ) => Answer<ScenarioRunResult>
  readonly cancel: (runId: string) => Answer<{ readonly runId: string }>
  readonly setNote: (runId: string, scenarioId: ScenarioId, note: string) => Answer<ScenarioRunResult>
  /** Deletes test leads that a crash left behind, by the ids recorded for their runs. */
  readonly recover: (signal?: AbortSignal) => Answer<{ readonly deleted: number; readonly leftBehind: number }>
}

export interface GateService {
  readonly status: (tenantId: string) => Answer<GateStatus>
  readonly decide: (request: DecisionRequest) => Answer<DecisionReceipt>
  readonly log: () => Answer<readonly DecisionEntry[]>
  /** `code`: the short code of an entry as a report prints it, to hold the log against. */
  readonly verify: (code?: string | null) => Answer<GateVerification>
  /** The log held against the notes in a tenant's own Dataverse; NotFound where it keeps none. */
  readonly verifyAgainstD365: (tenantId: string) => Answer<GateVerification & { readonly notes: number }>
  /** Writes entries, checkpoint, public key, a standalone verifier and a README into the directory. */
  readonly exportTo: (directory: string) => Answer<{ readonly files: readonly string[] }>
  /** After a backup was put back: replays the sidecar's tail into the chain and appends a `restored` entry. */
  readonly reconcileAfterRestore: () => Answer<GateVerification>
  /**
   * Writes into the checkpoint file the entries that it lacks, and appends a `restored` entry that names them. Whoever calls this vouches for
   * them. Changes nothing where the log is `altered`, `forked` or `key_changed`, or lacks nothing.
   */
  readonly anchor: () => Answer<GateVerification>
}

export interface ReportService {
  /** Reports on a run (or, for a runbook run, on its parts); refuses when the text holds a live secret. */
  readonly write: (order: {
    readonly runId: string
    readonly formats: readonly ReportFormat[]
    readonly language: Language
    /** Null = the data directory's own. */
    readonly directory: string | null
  }) => Answer<ReportWriting>
  /** The HTML report as text, by the same rules; nothing is written. */
  readonly preview: (runId: string, language: Language) => Answer<string>
  readonly list: (tenantId: string) => Answer<readonly WrittenReport[]>
}

export interface RunService {
  readonly list: (filter: {
    readonly tenantId?: string
    readonly kind?: RunKind
    readonly limit?: number
  }) => Answer<readonly Run[]>
  /** By run id, or by evidence id: then the run it belongs to. */
  readonly show: (id: string) => Answer<{ readonly run: Run; readonly evidence: readonly Evidence[] }>
  /** Row by row and criterion by criterion; refused for runs that judged nothing (pushes). */
  readonly compare: (firstId: string, secondId: string) => Answer<RunComparison>
  /** How many days evidence is kept; null = for ever. */
  readonly retention: () => Answer<{ readonly days: number | null }>
  /** What setting it would delete. */
  readonly forecastRetention: (days: number | null) => Answer<RetentionForecast>
  /** Sets it and deletes at once what is beyond it. */
  readonly setRetention: (days: number | null) => Answer<RetentionSet>
  /** Deletes evidence beyond its time; called at start. Runs, attempts and decisions stay, and the evidence decisions rest on. */
  readonly tidy: () => Answer<{ readonly deleted: number }>
}

export interface RunbookService {
  /** Checks, scenarios, gate, reports: the main job. `directory` null = the data directory's `reports`. */
  readonly run: (
    tenantId: string,
    options?: { readonly directory?: string | null; readonly language?: Language; readonly signal?: AbortSignal },
  ) => Answer<RunbookResult>
  /** What runs reaches a safe point and cleans up. */
  readonly cancel: (runId: string) => Answer<{ readonly runId: string }>
}

export interface ActivityService {
  readonly list: (filter: {
    readonly tenantId?: string
    readonly domain?: string
    readonly beforeSequence?: number
    readonly limit: number
  }) => Answer<readonly ActivityEvent[]>
}

export interface SupportService {
  /**
   * Writes what support needs to `file` (ZIP), whole or not at all: logs, the last failures with both request ids, profiles, versions. Refused
   * `bundle_holds_secret` when any part holds a live secret or token. `about`: what the host knows of this process.
   */
  readonly bundle: (file: string, about: Readonly<Record<string, unknown>>) => Answer<SupportBundle>
}

export interface Core {
  readonly tenants: TenantService
  readonly leads: LeadService
  readonly mapping: MappingService
  readonly push: PushService
  readonly checks: CheckService
  readonly scenarios: ScenarioService
  readonly gate: GateService
  readonly reports: ReportService
  readonly runs: RunService
  readonly runbook: RunbookService
  readonly activity: ActivityService
  readonly support: SupportService
  readonly events: CoreEvents
  /** Waits for what runs to reach a safe point (bounded) and lets go of connections. */
  readonly close: () => Promise<void>
}
