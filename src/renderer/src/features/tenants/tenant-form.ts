import { NewTenantSchema, type Environment } from '../../../../shared/model/tenant.ts'
import type { CallInput } from '../../../../shared/contract/calls.ts'
import type { Failure } from '../../../../shared/model/failure.ts'

export interface TenantForm {
  readonly name: string
  readonly environment: Environment
  readonly entraTenantId: string
  readonly clientId: string
  readonly baseUrl: string
  readonly apiVersion: string
  readonly secret: string
  readonly sessionOnly: boolean
}

export const EMPTY_FORM: TenantForm = {
  name: '',
  environment: 'DEV',
  entraTenantId: '',
  clientId: '',
  baseUrl: '',
  apiVersion: 'v9.2',
  secret: '',
  sessionOnly: false,
}

export const FORM_FIELDS = ['name', 'entraTenantId', 'clientId', 'baseUrl', 'apiVersion'] as const
export type FormField = (typeof FORM_FIELDS)[number]
export type FieldErrors = Partial<Readonly<Record<FormField | 'secret', true>>>

type Judged =
  { readonly ok: true; readonly input: CallInput<'tenants:add'> } | { readonly ok: false; readonly errors: FieldErrors }

/** Judges the form by the contract's own schema, so that window and core refuse the same things. */
export function judgeForm(form: TenantForm): Judged {
  const { secret, sessionOnly, ...fields } = form
  const tenant = NewTenantSchema.safeParse({
    ...fields,
    entraTenantId: fields.entraTenantId.trim(),
    clientId: fields.clientId.trim(),
  })
  if (tenant.success) {
    return {
      ok: true,
      input: { tenant: tenant.data, credential: secret === '' ? null : { kind: 'secret', value: secret }, sessionOnly },
    }
  }
  const wrong = new Set(tenant.error.issues.map((issue) => issue.path[0]))
  return {
    ok: false,
    errors: Object.fromEntries(FORM_FIELDS.filter((field) => wrong.has(field)).map((f) => [f, true])),
  }
}

/** Which fields a refusal of the core is about. */
export function fieldErrorsOf(failure: Failure | null): FieldErrors {
  if (failure?.kind === 'Refused') {
    if (failure.reason === 'base_url_refused') return { baseUrl: true }
    if (failure.reason === 'tenant_exists') return { name: true }
    if (failure.reason === 'keychain_unavailable') return { secret: true }
  }
  if (failure?.kind !== 'InvalidInput') return {}
  const named = failure.fields.map((field) => field.field)
  return Object.fromEntries(
    FORM_FIELDS.filter((field) => named.some((name) => name.endsWith(field))).map((f) => [f, true]),
  )
}
