import type { ActivityEvent } from '../../src/shared/model/activity-event.ts'
import type { Attestation, DecisionBody, DecisionEntry } from '../../src/shared/model/gate.ts'
import type { Exchange } from '../../src/shared/model/exchange.ts'
import { NEVER_SYNCED, type Lead, type LeadQuery, type SyncState } from '../../src/shared/model/lead.ts'
import { SYSTEM_NETWORK } from '../../src/shared/model/network.ts'
import { PushOutcomeSchema, type Attempt, type PushProgress, type PushResult } from '../../src/shared/model/push.ts'
import type { WrittenReport } from '../../src/shared/model/report.ts'
import type { Evidence, Run } from '../../src/shared/model/run.ts'
import type { NewTenant, Tenant, TenantView } from '../../src/shared/model/tenant.ts'
import type { SyncScope, TestRecord } from '../../src/core/ports/stores.ts'

/* Whole, valid values; a test names only the fields that matter to it. */

export const TENANT_ID = '5b1f3a52-6f0c-4a49-9f0e-2a7d1c3b8e01'
export const ORGANIZATION_ID = '9d0b7b3a-5c1e-4f7a-8a6e-0f2d5b1c7e44'
export const RUN_ID = 'c3a0de11-4c2e-4d7b-9a66-7f1b2e3d4c05'
/** `lead:acme.example` under ORGANIZATION_ID, generation 0. */
export const ACME_LEAD_ID = '3ebc1afc-f8cc-55a8-b8e1-1ee105fdb328'
export const AT = '2026-03-01T12:00:00.000Z'

export const aScope = (over: Partial<SyncScope> = {}): SyncScope => ({
  tenantId: TENANT_ID,
  organizationId: ORGANIZATION_ID,
  ...over,
})

export const aTenant = (over: Partial<Tenant> = {}): Tenant => ({
  id: TENANT_ID,
  kind: 'live',
  name: 'Contoso DEV',
  environment: 'DEV',
  cloud: 'public',
  entraTenantId: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
  clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
  baseUrl: 'https://contoso.crm4.dynamics.com',
  apiVersion: 'v9.2',
  appId: null,
  credential: 'secret',
  d365Enabled: true,
  mappingProfile: 'hnt',
  ownMapping: null,
  existingLeadPolicy: 'skip',
  maxRetries: 3,
  matchKeys: ['subject', 'website'],
  linkForm: 'modern',
  owner: null,
  organizationId: ORGANIZATION_ID,
  detectedEnvironment: 'DEV',
  secretDescription: null,
  secretExpiresAt: null,
  certificate: null,
  network: SYSTEM_NETWORK,
  position: 0,
  changedAt: AT,
  createdAt: AT,
  archivedAt: null,
  ...over,
})

export const aTenantView = (over: Partial<TenantView> = {}): TenantView => ({
  ...aTenant(),
  effectiveEnvironment: 'DEV',
  secretState: 'keychain',
  isActive: false,
  hasProxyPassword: false,
  twins: [],
  unlockedUntil: null,
  ...over,
})

export const aNewTenant = (over: Partial<NewTenant> = {}): NewTenant => ({
  name: 'Contoso DEV',
  environment: 'DEV',
  entraTenantId: '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02',
  clientId: '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03',
  baseUrl: 'https://contoso.crm4.dynamics.com',
  apiVersion: 'v9.2',
  ...over,
})

export const aLead = (over: Partial<Lead> = {}): Lead => ({
  domain: 'acme.example',
  hunterId: null,
  companyName: 'Acme Yazılım A.Ş.',
  provider: 'M365',
  country: 'TR',
  segment: 'Migration',
  readinessScore: 80,
  priorityScore: 2,
  tenantSize: null,
  contactEmail: 'info@acme.example',
  spf: true,
  dkim: false,
  dmarcPolicy: 'none',
  mxRoot: 'outlook.com',
  registrar: null,
  expiresAt: '2028-05-03',
  nameservers: ['ns1.acme.example', 'ns2.acme.example'],
  scanStatus: 'completed',
  scannedAt: '2026-02-01T08:00:00.000Z',
  reason: null,
  referralId: null,
  azureTenantId: null,
  infrastructureSummary: null,
  ...over,
})

export const aLeadQuery = (over: Partial<LeadQuery> = {}): LeadQuery => ({
  search: '',
  badge: null,
  sort: 'priorityScore',
  descending: false,
  offset: 0,
  limit: 100,
  ...over,
})

export const aSyncState = (over: Partial<SyncState> = {}): SyncState => ({
  ...NEVER_SYNCED,
  status: 'synced',
  d365LeadId: ACME_LEAD_ID,
  lastAt: AT,
  attemptCount: 1,
  ...over,
})

export const anAttempt = (over: Partial<Attempt> = {}): Attempt => ({
  id: 'd41d8cd9-8f00-4204-a980-0998ecf84206',
  runId: RUN_ID,
  tenantId: TENANT_ID,
  organizationId: ORGANIZATION_ID,
  domain: 'acme.example',
  number: 1,
  d365LeadId: ACME_LEAD_ID,
  generation: 0,
  operation: 'create',
  state: 'sending',
  startedAt: AT,
  finishedAt: null,
  clientRequestId: null,
  serviceRequestIds: [],
  bodyDigest: '0'.repeat(64),
  failure: null,
  delayMs: null,
  ...over,
})

export const aRun = (over: Partial<Run> = {}): Run => ({
  id: RUN_ID,
  kind: 'push',
  tenantId: TENANT_ID,
  parentId: null,
  status: 'running',
  startedAt: AT,
  finishedAt: null,
  appVersion: '0.1.0',
  tenantChangedAt: AT,
  wasUnlocked: false,
  result: null,
  ...over,
})

/** Counts of every outcome, none but those given. */
export const outcomesOf = (over: Partial<PushResult['outcomes']> = {}): PushResult['outcomes'] => ({
  ...(Object.fromEntries(PushOutcomeSchema.options.map((word) => [word, 0])) as PushResult['outcomes']),
  ...over,
})

export const aProgress = (over: Partial<PushProgress> = {}): PushProgress => ({
  runId: RUN_ID,
  tenantId: TENANT_ID,
  state: 'running',
  startedAt: AT,
  wasUnlocked: false,
  total: 3,
  done: 1,
  outcomes: outcomesOf({ created: 1 }),
  ratePerSecond: null,
  secondsLeft: null,
  inFlight: 1,
  concurrency: 2,
  waitingUntil: null,
  waitingFor: null,
  waitingWhy: null,
  limits: null,
  bulkMode: null,
  ...over,
})

export const anExchange = (over: Partial<Exchange> = {}): Exchange => ({
  at: AT,
  method: 'GET',
  url: `https://contoso.crm4.dynamics.com/api/data/v9.2/leads(${ACME_LEAD_ID})`,
  requestHeaders: { Accept: 'application/json' },
  requestBody: null,
  status: 200,
  responseHeaders: {},
  responseBody: '{}',
  durationMs: 12,
  clientRequestId: 'c1e7a6b5-4d3c-4b2a-9f8e-7d6c5b4a3f06',
  serviceRequestIds: [],
  isInjected: false,
  error: null,
  ...over,
})

export const anEvidence = (over: Partial<Evidence> = {}): Evidence => ({
  id: 'e2b7c6a1-0d3f-4e5a-8b9c-1d2e3f4a5b07',
  runId: RUN_ID,
  step: 'C1/push',
  kind: 'note',
  at: AT,
  title: 'A note',
  body: { text: 'seen' },
  ...over,
})

export const aTestRecord = (over: Partial<TestRecord> = {}): TestRecord => ({
  runId: RUN_ID,
  tenantId: TENANT_ID,
  organizationId: ORGANIZATION_ID,
  d365LeadId: ACME_LEAD_ID,
  domain: 'c1-c3a0de11.hunter-test.invalid',
  createdAt: AT,
  deletedAt: null,
  ...over,
})

export const anActivityEvent = (over: Partial<ActivityEvent> = {}): ActivityEvent => ({
  sequence: 1,
  at: AT,
  name: 'd365_push_success',
  level: 'info',
  tenantId: TENANT_ID,
  runId: RUN_ID,
  domain: 'acme.example',
  leadId: null,
  d365LeadId: ACME_LEAD_ID,
  clientRequestId: null,
  serviceRequestIds: [],
  message: 'The lead is in D365.',
  detail: {},
  ...over,
})

export const anAttestation = (over: Partial<Attestation> = {}): Attestation => ({
  row: 'P1',
  tenantId: TENANT_ID,
  by: 'Deniz Kaya',
  note: '',
  at: AT,
  appVersion: '0.1.0',
  ...over,
})

export const aDecisionBody = (over: Partial<DecisionBody> = {}): DecisionBody => ({
  sequence: 1,
  type: 'decision',
  at: AT,
  chainId: 'a7c1e4f2-3b5d-4c6e-9f80-1a2b3c4d5e08',
  tenant: { id: TENANT_ID, name: 'Contoso DEV', environment: 'DEV', organizationId: ORGANIZATION_ID },
  releases: null,
  decision: 'NO-GO',
  reason: 'A rehearsal.',
  blockers: [],
  knownLimitations: '',
  waivers: {},
  override: null,
  approver: 'Deniz Kaya',
  recordedBy: { user: 'admin', machine: 'workstation' },
  gate: [],
  evidenceDigest: '0'.repeat(64),
  appVersion: '0.1.0',
  previousHash: '0'.repeat(64),
  ...over,
})

/** Unsigned, and with a hash that does not belong to the body: for code that only stores entries. */
export const aDecisionEntry = (body: Partial<DecisionBody> = {}, over: Partial<DecisionEntry> = {}): DecisionEntry => ({
  body: aDecisionBody(body),
  hash: 'f'.repeat(64),
  signature: null,
  publicKey: null,
  ...over,
})

export const aWrittenReport = (over: Partial<WrittenReport> = {}): WrittenReport => ({
  runId: RUN_ID,
  tenantId: TENANT_ID,
  format: 'md',
  language: 'en',
  path: '/reports/contoso-dev.md',
  digest: '0'.repeat(64),
  bytes: 1234,
  at: AT,
  ...over,
})
