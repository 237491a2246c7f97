import { z } from 'zod'

/** Ids by which Microsoft support finds a request: ours (`x-ms-client-request-id`) and the server's (`x-ms-service-request-id`, `REQ_ID`). */
export const RequestIdsSchema = z.strictObject({ client: z.string(), service: z.array(z.string()) })
export type RequestIds = z.infer<typeof RequestIdsSchema>

/** What every answer of D365 or Entra ID that is a failure carries. `code` is the Dataverse code as unsigned lower-case hex (`0x80040217`), or null. */
const answered = {
  message: z.string(),
  httpStatus: z.int().nullable(),
  code: z.string().nullable(),
  requestIds: RequestIdsSchema.nullable(),
}

const D365AuthenticationErrorSchema = z.strictObject({
  kind: z.literal('D365AuthenticationError'),
  ...answered,
  /** The number after `AADSTS`, where Entra ID gave one. */
  aadsts: z.int().nullable(),
})
const D365PermissionErrorSchema = z.strictObject({
  kind: z.literal('D365PermissionError'),
  ...answered,
  /** `prvCreateLead` and the like, where the server named it. */
  missingPrivilege: z.string().nullable(),
})
const D365NotFoundErrorSchema = z.strictObject({ kind: z.literal('D365NotFoundError'), ...answered })
const D365DuplicateErrorSchema = z.strictObject({
  kind: z.literal('D365DuplicateError'),
  ...answered,
  /** `key`: the primary or an alternate key exists; `rule`: a duplicate detection rule hit. */
  by: z.enum(['key', 'rule']),
})
const D365ConcurrencyErrorSchema = z.strictObject({ kind: z.literal('D365ConcurrencyError'), ...answered })
const D365ValidationErrorSchema = z.strictObject({
  kind: z.literal('D365ValidationError'),
  ...answered,
  /** The column the server named, where it did. */
  column: z.string().nullable(),
})
const D365RateLimitErrorSchema = z.strictObject({
  kind: z.literal('D365RateLimitError'),
  ...answered,
  limit: z.enum(['requests', 'execution-time', 'concurrency', 'token-requests', 'unnamed']),
  /** Milliseconds the server asked to wait; null when it gave no usable `Retry-After`. */
  retryAfterMs: z.number().nullable(),
})
const D365APIErrorSchema = z.strictObject({
  kind: z.literal('D365APIError'),
  ...answered,
  /** False when the request may have been carried out although the answer is a failure (a 5xx to a write, an unreadable 200). */
  isDefinite: z.boolean(),
  isTransient: z.boolean(),
})
const D365TimeoutErrorSchema = z.strictObject({
  kind: z.literal('D365TimeoutError'),
  message: z.string(),
  requestIds: RequestIdsSchema.nullable(),
  /** `connect`: nothing was sent; `answer`: it was sent and no answer came in time. */
  phase: z.enum(['connect', 'answer']),
  afterMs: z.number(),
})
const D365NetworkErrorSchema = z.strictObject({
  kind: z.literal('D365NetworkError'),
  message: z.string(),
  requestIds: RequestIdsSchema.nullable(),
  /** `connect`: nothing was sent (DNS, refused, TLS); `answer`: the connection broke after sending began. */
  phase: z.enum(['connect', 'answer']),
  /** Node's error code (`ENOTFOUND`, `ECONNREFUSED`, `CERT_HAS_EXPIRED`, …). */
  networkCode: z.string().nullable(),
  /** TLS trouble is never retried. */
  isTls: z.boolean(),
})

/** Everything Dataverse or Entra ID may do to a call that is not success (spec: D365 client). */
export const D365FailureSchema = z.discriminatedUnion('kind', [
  D365AuthenticationErrorSchema,
  D365PermissionErrorSchema,
  D365NotFoundErrorSchema,
  D365DuplicateErrorSchema,
  D365ConcurrencyErrorSchema,
  D365ValidationErrorSchema,
  D365RateLimitErrorSchema,
  D365APIErrorSchema,
  D365TimeoutErrorSchema,
  D365NetworkErrorSchema,
])
export type D365Failure = z.infer<typeof D365FailureSchema>

/** Rules of the console that refuse before anything is sent. */
export const RefusalReasonSchema = z.enum([
  'd365_disabled',
  'prod_locked',
  'base_url_refused',
  'secret_missing',
  'keychain_unavailable',
  'organization_changed',
  'tenant_exists',
  'tenant_archived',
  'sandbox_is_fixed',
  'unlock_name_differs',
  'go_not_allowed',
  'approver_missing',
  'directory_held',
  'environment_not_allowed',
  'run_in_progress',
  'database_too_new',
  'sandbox_unreachable',
  'report_holds_secret',
  'bundle_holds_secret',
])
export type RefusalReason = z.infer<typeof RefusalReasonSchema>

export const RefusedSchema = z.strictObject({
  kind: z.literal('Refused'),
  reason: RefusalReasonSchema,
  /** One sentence with the particulars (which host, which tenant, who holds it); never a secret. */
  message: z.string(),
  /** Of `organization_changed`: ids of the organisation known and of the one that answers now. */
  organization: z.strictObject({ before: z.string(), now: z.string() }).optional(),
})
export type Refused = z.infer<typeof RefusedSchema>
const InvalidInputSchema = z.strictObject({
  kind: z.literal('InvalidInput'),
  message: z.string(),
  /** Where: a field, a column, a file and line. */
  fields: z.array(z.strictObject({ field: z.string(), message: z.string() })),
  /** The message in Turkish, where an admin may meet it in the window. */
  tr: z.string().optional(),
})
const NotFoundSchema = z.strictObject({ kind: z.literal('NotFound'), what: z.string(), message: z.string() })
const CancelledSchema = z.strictObject({ kind: z.literal('Cancelled'), message: z.string() })
const LocalDataErrorSchema = z.strictObject({
  kind: z.literal('LocalDataError'),
  message: z.string(),
  /** Where the damaged or unwritable file lies, or was moved to. */
  path: z.string().nullable(),
})
export type LocalDataError = z.infer<typeof LocalDataErrorSchema>
const BugSchema = z.strictObject({
  kind: z.literal('Bug'),
  /** The id under which the log holds the stack. */
  id: z.string(),
  message: z.string(),
})

/** Every failure a caller of the core, the window or the CLI may meet; closed. */
export const FailureSchema = z.discriminatedUnion('kind', [
  ...D365FailureSchema.options,
  RefusedSchema,
  InvalidInputSchema,
  NotFoundSchema,
  CancelledSchema,
  LocalDataErrorSchema,
  BugSchema,
])
export type Failure = z.infer<typeof FailureSchema>
export type FailureKind = Failure['kind']
