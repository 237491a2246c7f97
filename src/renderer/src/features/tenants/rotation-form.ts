import type { CallInput } from '../../../../shared/contract/calls.ts'
import { endOf, noteOf } from './profile-form.ts'

/** A credential on its way in. A certificate's key is never here: it waits in the main process under `draftId`. */
export interface RotationForm {
  readonly kind: 'secret' | 'certificate'
  readonly secret: string
  readonly draftId: string | null
  readonly passphrase: string
  readonly description: string
  /** `YYYY-MM-DD`, or empty when not known. */
  readonly expiresOn: string
  readonly sessionOnly: boolean
}

export const EMPTY_ROTATION: RotationForm = {
  kind: 'secret',
  secret: '',
  draftId: null,
  passphrase: '',
  description: '',
  expiresOn: '',
  sessionOnly: false,
}

/** Null while there is nothing to prove yet. A certificate's end is its own; a secret's is the day that was typed, counted to its start in UTC. */
export function rotationOf(tenantId: string, form: RotationForm): CallInput<'tenants:rotate'> | null {
  const credential = credentialOf(form)
  if (credential === null) return null
  const expiresAt = form.kind === 'certificate' ? null : endOf(form.expiresOn)
  return {
    tenantId,
    credential,
    note: { description: noteOf(form.description), expiresAt },
    sessionOnly: form.sessionOnly,
  }
}

function credentialOf({
  kind,
  secret,
  draftId,
  passphrase,
}: RotationForm): CallInput<'tenants:rotate'>['credential'] | null {
  if (kind === 'secret') return secret === '' ? null : { kind: 'secret', value: secret }
  return draftId === null ? null : { kind: 'draft', draftId, passphrase: passphrase === '' ? null : passphrase }
}
