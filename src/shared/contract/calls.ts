import { z } from 'zod'
import { ActivityEventSchema } from '../model/activity-event.ts'
import {
  CheckResultSchema,
  ColumnsCreatedSchema,
  ColumnsPlannedSchema,
  DriftResultSchema,
  HunterUrlSchema,
  PortalPlaceSchema,
} from '../model/check.ts'
import { ConnectionDraftSchema } from '../model/connection-draft.ts'
import { CredentialNoteSchema, GivenCredentialSchema } from '../model/credential.ts'
import { ConflictResultSchema, ConflictRuleSchema, RadarResultSchema } from '../model/duplicates.ts'
import { FailureSchema } from '../model/failure.ts'
import { PushForecastSchema } from '../model/forecast.ts'
import {
  AttestationSchema,
  DecisionEntrySchema,
  DecisionReceiptSchema,
  DecisionRequestSchema,
  GateStatusSchema,
  GateVerificationSchema,
} from '../model/gate.ts'
import { HunterWriteBackStateSchema, LeadExportRequestSchema, LeadExportResultSchema } from '../model/lead-export.ts'
import {
  ImportResultSchema,
  LeadPageSchema,
  LeadQuerySchema,
  LeadSchema,
  SyncBadgeSchema,
  SyncStateSchema,
} from '../model/lead.ts'
import { ChosenImportSchema, ImportOrderSchema } from '../model/lead-import.ts'
import {
  BuiltInProfilesSchema,
  MappingChoiceSchema,
  MappingVerdictSchema,
  TargetColumnSchema,
} from '../model/mapping.ts'
import { ConnectionTraceSchema, ProxyPasswordSchema, TenantNetworkSchema } from '../model/network.ts'
import {
  AttemptSchema,
  PushedLeadSchema,
  PushedPageSchema,
  PushOutcomeSchema,
  PushProgressSchema,
  PushResultSchema,
  PushSelectionSchema,
} from '../model/push.ts'
import { ReportFormatSchema, ReportWritingSchema, WrittenReportSchema } from '../model/report.ts'
import { EvidenceSchema, RunKindSchema, RunSchema } from '../model/run.ts'
import { RetentionForecastSchema, RetentionSchema, RetentionSetSchema } from '../model/retention.ts'
import { RunComparisonSchema } from '../model/run-comparison.ts'
import { RunbookResultSchema } from '../model/runbook.ts'
import { ScenarioIdSchema, ScenarioOutlineSchema, ScenarioRunResultSchema } from '../model/scenario.ts'
import { SupportBundleSchema } from '../model/support.ts'
import {
  ConnectionProofSchema,
  EnvironmentSchema,
  NewConnectionSchema,
  OwnerSchema,
  ProvenTenantSchema,
  TenantChangesSchema,
  TenantSchema,
  TenantViewSchema,
} from '../model/tenant.ts'
import { LanguageSchema } from '../words/language.ts'
import type { CallName } from './names.ts'

const Nothing = z.strictObject({})
const OfTenant = z.strictObject({ tenantId: z.string() })
const OfRun = z.strictObject({ runId: z.string() })

const WhyUnavailableSchema = z.strictObject({ why: z.string(), remedy: z.string() })

export const KeychainStateSchema = z.discriminatedUnion('isAvailable', [
  z.strictObject({ isAvailable: z.literal(true), name: z.string() }),
  z.strictObject({
    isAvailable: z.literal(false),
    ...WhyUnavailableSchema.shape,
    /** The same in Turkish. */
    tr: WhyUnavailableSchema.optional(),
  }),
])

export type KeychainState = z.infer<typeof KeychainStateSchema>

/** What the window says of itself: versions, where data lies, what is missing on this machine. */
export const AppInfoSchema = z.strictObject({
  version: z.string(),
  electron: z.string(),
  /** True on the registry's rehearsal runtime: never to be shipped. */
  isStandInRuntime: z.boolean(),
  node: z.string(),
  sqlite: z.string(),
  dataDirectory: z.string(),
  keychain: KeychainStateSchema,
  /** A damaged database that was moved aside at this start, or null. */
  movedAside: z.string().nullable(),
  locale: z.string(),
})
export type AppInfo = z.infer<typeof AppInfoSchema>

export const LeadDetailSchema = z.strictObject({
  lead: LeadSchema,
  sync: SyncStateSchema,
  badge: SyncBadgeSchema,
  link: z.string().nullable(),
  payload: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  faults: z.array(z.string()).readonly(),
  attempts: z.array(AttemptSchema),
  events: z.array(ActivityEventSchema),
})

export const BackupSchema = z.strictObject({ name: z.string(), at: z.iso.datetime(), bytes: z.int() })
export type Backup = z.infer<typeof BackupSchema>

/**
 * Every call from the window to the main process: what goes in, what comes out. Parsed on both sides of the bridge's main end;
 * unknown keys are refused. Adding a call touches three files: names.ts, this one, and its handler.
 */
export const CALLS = {
  'app:info': { input: Nothing, output: AppInfoSchema },
  'app:open-data-folder': { input: Nothing, output: Nothing },
  /** The main process asks where to; null = the admin chose no file. */
  'app:bundle': { input: Nothing, output: SupportBundleSchema.nullable() },
  'tenants:list': { input: Nothing, output: z.array(TenantViewSchema) },
  /** Finds the values of a connection in whatever text was pasted; the credential stays behind as a draft. */
  'tenants:read-connection': {
    input: z.strictObject({ text: z.string().max(200_000) }),
    output: ConnectionDraftSchema,
  },
  /** The main process asks for the file (.env, XML, PEM, PFX …); null = the admin chose none. */
  'tenants:open-connection-file': { input: Nothing, output: ConnectionDraftSchema.nullable() },
  'tenants:add': { input: NewConnectionSchema, output: TenantViewSchema },
  /** Adds a tenant only if token, WhoAmI and organisation prove it. */
  'tenants:connect': { input: NewConnectionSchema, output: ProvenTenantSchema },
  'tenants:update': {
    input: z.strictObject({ tenantId: z.string(), changes: TenantChangesSchema }),
    output: TenantViewSchema,
  },
  /** A new tenant with everything of the other but name, environment, address and credential. */
  'tenants:duplicate': {
    input: z.strictObject({
      tenantId: z.string(),
      name: z.string(),
      environment: EnvironmentSchema,
      baseUrl: z.string(),
    }),
    output: TenantViewSchema,
  },
  /** Puts a tenant before another one; null = last. */
  'tenants:move': {
    input: z.strictObject({ tenantId: z.string(), beforeId: z.string().nullable() }),
    output: z.array(TenantViewSchema),
  },
  /** Proves the new credential, then stores it in the old one's place. */
  'tenants:rotate': {
    input: z.strictObject({
      tenantId: z.string(),
      credential: GivenCredentialSchema,
      note: CredentialNoteSchema,
      sessionOnly: z.boolean(),
    }),
    output: ProvenTenantSchema,
  },
  /** The admin's word that the organisation which answers now is meant; it must answer with this id. `typedName`: on PROD its name. */
  'tenants:accept-organization': {
    input: z.strictObject({ tenantId: z.string(), organizationId: z.guid(), typedName: z.string().nullable() }),
    output: ProvenTenantSchema,
  },
  'tenants:set-proxy-password': {
    input: z.strictObject({ tenantId: z.string(), password: ProxyPasswordSchema.nullable() }),
    output: TenantViewSchema,
  },
  /** The main process asks for a file of certificates (PEM) and reads it; null = the admin chose none. */
  'tenants:choose-ca-file': { input: Nothing, output: TenantNetworkSchema.shape.extraCa },
  /** The runbook's `.env` (B1). On PROD it never holds the secret. */
  'tenants:export-env': {
    input: z.strictObject({ tenantId: z.string() }),
    output: z.strictObject({ text: z.string(), keyVault: z.array(z.string()) }),
  },
  'tenants:set-secret': {
    input: z.strictObject({ tenantId: z.string(), secret: z.string().min(1).max(65536), sessionOnly: z.boolean() }),
    output: TenantViewSchema,
  },
  'tenants:delete-secret': { input: OfTenant, output: TenantViewSchema },
  'tenants:set-enabled': {
    input: z.strictObject({ tenantId: z.string(), isEnabled: z.boolean() }),
    output: TenantViewSchema,
  },
  'tenants:select': { input: OfTenant, output: TenantViewSchema },
  'tenants:test': { input: OfTenant, output: ConnectionProofSchema },
  /** The way to the tenant hop by hop (DNS, proxy, connection, TLS, Entra ID, Dataverse); stops at the first that fails. */
  'tenants:trace': { input: OfTenant, output: ConnectionTraceSchema },
  /** When writing was unlocked, newest first. */
  'tenants:unlocks': { input: OfTenant, output: z.array(ActivityEventSchema) },
  /** The profile without any secret, as a file the main process asks for; null = the admin chose none. */
  'tenants:export-profile': { input: OfTenant, output: z.strictObject({ file: z.string() }).nullable() },
  'tenants:import-profile': { input: Nothing, output: TenantViewSchema.nullable() },
  'tenants:remove': { input: OfTenant, output: TenantViewSchema },
  'tenants:unlock': {
    input: z.strictObject({ tenantId: z.string(), typedName: z.string() }),
    output: TenantViewSchema,
  },
  'tenants:find-owners': {
    input: z.strictObject({ tenantId: z.string(), text: z.string().trim().max(100) }),
    output: z.array(OwnerSchema),
  },
  /** Null = the application user. */
  'tenants:set-owner': {
    input: z.strictObject({ tenantId: z.string(), owner: OwnerSchema.nullable() }),
    output: TenantViewSchema,
  },
  'leads:page': { input: z.strictObject({ tenantId: z.string(), query: LeadQuerySchema }), output: LeadPageSchema },
  'leads:detail': { input: z.strictObject({ tenantId: z.string(), domain: z.string() }), output: LeadDetailSchema },
  /** The main process asks for the file; null = the admin chose none. */
  'leads:choose-import': { input: Nothing, output: ChosenImportSchema.nullable() },
  'leads:import': { input: ImportOrderSchema, output: ImportResultSchema },
  /** The main process asks where to; null = the admin chose no file. */
  'leads:export': {
    input: z.strictObject({ tenantId: z.string(), request: LeadExportRequestSchema }),
    output: LeadExportResultSchema.nullable(),
  },
  'leads:export-failed': { input: OfRun, output: LeadExportResultSchema.nullable() },
  'leads:hunter-write-back': { input: OfTenant, output: HunterWriteBackStateSchema },
  'leads:open-link': { input: z.strictObject({ tenantId: z.string(), domain: z.string() }), output: Nothing },
  /** A record the radar found; only at the tenant's own address. */
  'leads:open-record': { input: z.strictObject({ tenantId: z.string(), d365LeadId: z.guid() }), output: Nothing },
  'leads:radar': { input: OfTenant, output: RadarResultSchema },
  'leads:stop-radar': { input: OfTenant, output: Nothing },
  'leads:resolve-conflicts': {
    input: z.strictObject({ tenantId: z.string(), rule: ConflictRuleSchema, isPreview: z.boolean() }),
    output: ConflictResultSchema,
  },
  'leads:erase': { input: z.strictObject({ domain: z.string() }), output: z.strictObject({ domain: z.string() }) },
  /** What the built-in profiles fill; the same for every tenant. */
  'mapping:built-in': { input: Nothing, output: BuiltInProfilesSchema },
  /** Every column of the tenant's lead table, as a mapping profile sees it. */
  'mapping:columns': { input: OfTenant, output: z.array(TargetColumnSchema) },
  /** Holds a profile against metadata and the stored leads; stores nothing. */
  'mapping:check': {
    input: z.strictObject({ tenantId: z.string(), choice: MappingChoiceSchema }),
    output: MappingVerdictSchema,
  },
  'mapping:choose': {
    input: z.strictObject({ tenantId: z.string(), choice: MappingChoiceSchema }),
    output: TenantSchema.pick({ mappingProfile: true, ownMapping: true }),
  },
  'push:start': { input: z.strictObject({ tenantId: z.string(), selection: PushSelectionSchema }), output: OfRun },
  /** What a push of these leads will ask of D365: requests, pauses, end. Asks D365 nothing. */
  'push:forecast': {
    input: z.strictObject({ tenantId: z.string(), selection: PushSelectionSchema }),
    output: PushForecastSchema,
  },
  /** A dry run: what a push would do, asking D365 and writing nothing, here or there. `leads` lists the first; all are counted. */
  'push:preview': {
    input: z.strictObject({ tenantId: z.string(), selection: PushSelectionSchema }),
    output: PushResultSchema,
  },
  /** No further lead begins; what is under way ends. Survives a restart. */
  'push:pause': { input: OfRun, output: OfRun },
  'push:resume': { input: OfRun, output: OfRun },
  'push:cancel': { input: OfRun, output: OfRun },
  /** Push runs of the tenant that are not over: going on, waiting, paused, left by an earlier process. */
  'push:runs': { input: OfTenant, output: z.array(PushProgressSchema) },
  /** What became of a run's leads, page by page; `outcomes` null = all. */
  'push:leads': {
    input: z.strictObject({
      runId: z.string(),
      outcomes: z.array(PushOutcomeSchema).nullable(),
      after: z.string().nullable(),
      limit: z.int().min(1).max(1000),
    }),
    output: PushedPageSchema,
  },
  'push:adopt': {
    input: z.strictObject({ tenantId: z.string(), domain: z.string(), d365LeadId: z.guid() }),
    output: PushedLeadSchema,
  },
  /** None of the records in conflict is this lead. */
  'push:decline': {
    input: z.strictObject({ tenantId: z.string(), domain: z.string() }),
    output: z.strictObject({ domain: z.string() }),
  },
  /** `row` null = all of them. */
  'checks:run': {
    input: z.strictObject({ tenantId: z.string(), row: z.string().nullable().default(null) }),
    output: CheckResultSchema,
  },
  'checks:latest': { input: OfTenant, output: CheckResultSchema.nullable() },
  'checks:drift': { input: z.strictObject({ firstId: z.string(), secondId: z.string() }), output: DriftResultSchema },
  'checks:plan-columns': { input: OfTenant, output: ColumnsPlannedSchema },
  /** `names`: the plan's columns as they were shown. */
  'checks:create-columns': {
    input: z.strictObject({ tenantId: z.string(), names: z.array(z.string()).min(1).max(200) }),
    output: ColumnsCreatedSchema,
  },
  'checks:hunter-url': { input: OfTenant, output: HunterUrlSchema },
  'checks:set-hunter-url': {
    input: z.strictObject({ tenantId: z.string(), url: z.string().max(300).nullable() }),
    output: HunterUrlSchema,
  },
  /** Opens the portal's page that the newest checks named for a row, in the system's browser. */
  'checks:open-portal': {
    input: z.strictObject({ tenantId: z.string(), row: z.string(), place: PortalPlaceSchema }),
    output: Nothing,
  },
  'checks:attest': {
    input: z.strictObject({
      tenantId: z.string(),
      row: z.string(),
      by: z.string().trim().min(1).max(200),
      note: z.string().max(2000),
    }),
    output: AttestationSchema,
  },
  'scenarios:list': { input: Nothing, output: z.array(ScenarioOutlineSchema) },
  'scenarios:start': {
    input: z.strictObject({
      tenantId: z.string(),
      ids: z.array(ScenarioIdSchema).min(1),
      /** C1 alone: a lead of the admin's own, which stays in D365. */
      lead: z.string().nullable().default(null),
    }),
    output: OfRun,
  },
  'scenarios:cancel': { input: OfRun, output: OfRun },
  'scenarios:set-note': {
    input: z.strictObject({ runId: z.string(), scenarioId: ScenarioIdSchema, note: z.string().max(4000) }),
    output: ScenarioRunResultSchema,
  },
  'runs:list': {
    input: z.strictObject({ tenantId: z.string(), kind: RunKindSchema.nullable(), limit: z.int().min(1).max(200) }),
    output: z.array(RunSchema),
  },
  'runs:show': {
    input: z.strictObject({ id: z.string() }),
    output: z.strictObject({ run: RunSchema, evidence: z.array(EvidenceSchema) }),
  },
  'runs:compare': { input: z.strictObject({ first: z.string(), second: z.string() }), output: RunComparisonSchema },
  /** Days that evidence is kept; null = for ever. */
  'runs:retention': { input: Nothing, output: RetentionSchema },
  'runs:forecast-retention': { input: RetentionSchema, output: RetentionForecastSchema },
  'runs:set-retention': { input: RetentionSchema, output: RetentionSetSchema },
  'runbook:run': { input: OfTenant, output: RunbookResultSchema },
  'runbook:cancel': { input: OfRun, output: OfRun },
  'gate:status': { input: OfTenant, output: GateStatusSchema },
  'gate:decide': { input: DecisionRequestSchema, output: DecisionReceiptSchema },
  'gate:log': { input: Nothing, output: z.array(DecisionEntrySchema) },
  'gate:verify': { input: Nothing, output: GateVerificationSchema },
  'reports:write': {
    input: z.strictObject({
      runId: z.string(),
      formats: z.array(ReportFormatSchema).min(1),
      language: LanguageSchema,
      /** Null = the data directory's own, else one that `reports:choose-folder` gave. */
      directory: z.string().nullable(),
    }),
    output: ReportWritingSchema,
  },
  /** The main process asks; null = the admin chose none. */
  'reports:choose-folder': { input: Nothing, output: z.strictObject({ path: z.string().nullable() }) },
  /** The HTML report of a run, at an address that only a frame without scripts can show. */
  'reports:preview': {
    input: z.strictObject({ runId: z.string(), language: LanguageSchema }),
    output: z.strictObject({ url: z.string() }),
  },
  'reports:list': { input: OfTenant, output: z.array(WrittenReportSchema) },
  /** Opens the file with the system's program for it; only one the console wrote and nobody changed since. */
  'reports:open': { input: z.strictObject({ path: z.string() }), output: Nothing },
  /** Shows the file in the system's file manager; only paths the console wrote. */
  'reports:reveal': { input: z.strictObject({ path: z.string() }), output: Nothing },
  'activity:list': {
    input: z.strictObject({
      tenantId: z.string().nullable(),
      beforeSequence: z.int().nullable(),
      limit: z.int().min(1).max(500),
    }),
    output: z.array(ActivityEventSchema),
  },
  'backups:list': { input: Nothing, output: z.array(BackupSchema) },
  'backups:make': { input: Nothing, output: BackupSchema },
  'backups:restore': { input: z.strictObject({ name: z.string() }), output: GateVerificationSchema },
} as const satisfies Record<CallName, { readonly input: z.ZodType; readonly output: z.ZodType }>

export type CallInput<N extends CallName> = z.input<(typeof CALLS)[N]['input']>
export type ParsedInput<N extends CallName> = z.output<(typeof CALLS)[N]['input']>
export type CallOutput<N extends CallName> = z.output<(typeof CALLS)[N]['output']>

/** How every call answers: an Error thrown across the bridge would arrive as little more than its message. */
export const EnvelopeSchema = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), value: z.unknown() }),
  z.strictObject({ ok: z.literal(false), failure: FailureSchema }),
])
export type Envelope = z.infer<typeof EnvelopeSchema>
