import { NewTenantSchema, type Environment } from '../../../../shared/model/tenant.ts'
import type { CallInput } from '../../../../shared/contract/calls.ts'
import { isGuid, tidyGuid } from '../../../../shared/lib/guid.ts'
import type { ConnectionDraft } from '../../../../shared/model/connection-draft.ts'
import type { Failure } from '../../../../shared/model/failure.ts'
import { SYSTEM_NETWORK } from '../../../../shared/model/network.ts'
import { networkFormOf, networkOf, proxyPasswordOf, type NetworkForm } from './network-form.ts'
import { endOf } from './profile-form.ts'

export interface TenantForm {
  readonly name: string
  readonly environment: Environment
  readonly entraTenantId: string
  readonly clientId: string
  readonly baseUrl: string
  readonly apiVersion: string
  readonly secret: string
  readonly sessionOnly: boolean
  /** A credential that waits in the main process; a secret typed into the field goes before it. */
  readonly draft: { readonly id: string; readonly kind: 'secret' | 'certificate' } | null
  /** Of the drafted certificate's key. */
  readonly passphrase: string
  /** When the secret ends, `YYYY-MM-DD`, or empty when not known; a certificate says it itself. */
  readonly expiresOn: string
  readonly network: NetworkForm
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
  draft: null,
  passphrase: '',
  expiresOn: '',
  network: networkFormOf(SYSTEM_NETWORK),
}

export const FORM_FIELDS = ['name', 'entraTenantId', 'clientId', 'baseUrl', 'apiVersion'] as const
export type FormField = (typeof FORM_FIELDS)[number]
export type FieldErrors = Partial<Readonly<Record<FormField | 'secret', true>>>

type Judged =
  { readonly ok: true; readonly input: CallInput<'tenants:add'> } | { readonly ok: false; readonly errors: FieldErrors }

/** Judges the form by the contract's own schema, so that window and core refuse the same things. */
export function judgeForm(form: TenantForm): Judged {
  const { secret, sessionOnly, draft, passphrase, expiresOn, network, ...fields } = form
  const tenant = NewTenantSchema.safeParse({
    ...fields,
    entraTenantId: fields.entraTenantId.trim(),
    clientId: fields.clientId.trim(),
  })
  if (tenant.success) {
    const proxyPassword = proxyPasswordOf(network)
    return {
      ok: true,
      input: {
        tenant: tenant.data,
        credential: credentialOf({ secret, draft, passphrase }),
        sessionOnly,
        note: { description: null, expiresAt: endOf(expiresOn) },
        network: networkOf(network),
        ...(proxyPassword === null ? {} : { proxyPassword }),
      },
    }
  }
  const wrong = new Set(tenant.error.issues.map((issue) => issue.path[0]))
  return {
    ok: false,
    errors: Object.fromEntries(FORM_FIELDS.filter((field) => wrong.has(field)).map((f) => [f, true])),
  }
}

/** What was typed into a field, tidied once it is whole: an id out of its braces, with its dashes. */
export function tidyTyped(patch: Partial<TenantForm>): Partial<TenantForm> {
  const tidied = (['entraTenantId', 'clientId'] as const).flatMap((field) => {
    const guid = patch[field] === undefined ? null : tidyGuid(patch[field])
    return guid === null ? [] : [[field, guid] as const]
  })
  return { ...patch, ...Object.fromEntries(tidied) }
}

/**
 * What is wrong with the form as far as it was typed: a field that was left and does not fit, a name that another tenant has, one id twice.
 * Empty fields are not wrong yet. The address has a judge of its own.
 */
export function wrongAsTyped(
  form: TenantForm,
  left: ReadonlySet<FormField>,
  takenNames: readonly string[],
): FieldErrors {
  const fits = (field: Exclude<FormField, 'baseUrl'>): boolean =>
    form[field].trim() === '' || NewTenantSchema.shape[field].safeParse(form[field].trim()).success
  const checked = (['entraTenantId', 'clientId', 'apiVersion'] as const).filter(
    (field) => left.has(field) && !fits(field),
  )
  const name = form.name.trim().toLocaleLowerCase('en')
  const isNameTaken = takenNames.some((taken) => taken.toLocaleLowerCase('en') === name)
  const wrong: readonly FormField[] = [
    ...checked,
    ...(isNameTaken ? (['name'] as const) : []),
    ...(hasOneIdTwice(form) ? (['clientId'] as const) : []),
  ]
  return Object.fromEntries(wrong.map((field) => [field, true]))
}

export const hasOneIdTwice = ({ entraTenantId, clientId }: TenantForm): boolean =>
  isGuid(clientId) && tidyGuid(clientId) === tidyGuid(entraTenantId)

function credentialOf({
  secret,
  draft,
  passphrase,
}: Pick<TenantForm, 'secret' | 'draft' | 'passphrase'>): CallInput<'tenants:add'>['credential'] {
  if (secret !== '') return { kind: 'secret', value: secret }
  return draft === null ? null : { kind: 'draft', draftId: draft.id, passphrase: passphrase === '' ? null : passphrase }
}

/** The form with what was read from a text or file; what was not found stays as it was typed. */
export function withDraft(form: TenantForm, draft: ConnectionDraft): TenantForm {
  return {
    ...form,
    name: form.name.trim() === '' ? (draft.name ?? '') : form.name,
    environment: draft.environment ?? form.environment,
    entraTenantId: draft.entraTenantId ?? form.entraTenantId,
    clientId: draft.clientId ?? form.clientId,
    baseUrl: draft.baseUrl ?? form.baseUrl,
    apiVersion: draft.apiVersion ?? form.apiVersion,
    ...(draft.credential === 'none' ? {} : { secret: '', draft: { id: draft.draftId, kind: draft.credential } }),
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
