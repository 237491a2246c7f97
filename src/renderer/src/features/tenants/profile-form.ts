import type { TenantChanges, TenantView } from '../../../../shared/model/tenant.ts'

/** What may be written about a tenant without touching how it connects. `expiresOn`: `YYYY-MM-DD`, or empty when not known. */
export interface ProfileForm {
  readonly name: string
  readonly description: string
  readonly expiresOn: string
}

export const profileFormOf = ({ name, secretDescription, secretExpiresAt }: TenantView): ProfileForm => ({
  name,
  description: secretDescription ?? '',
  expiresOn: secretExpiresAt?.slice(0, 10) ?? '',
})

/** A day that was left alone is not sent: a certificate ends at a time of day, which the field does not show. */
export function changesOf(tenant: TenantView, form: ProfileForm): Partial<TenantChanges> {
  const isSameDay = form.expiresOn === profileFormOf(tenant).expiresOn
  return {
    name: form.name,
    secretDescription: noteOf(form.description),
    ...(isSameDay ? {} : { secretExpiresAt: endOf(form.expiresOn) }),
  }
}

export const noteOf = (typed: string): string | null => (typed.trim() === '' ? null : typed.trim())

/** The start of that day in UTC, or null. */
export const endOf = (day: string): string | null => (day === '' ? null : `${day}T00:00:00.000Z`)
