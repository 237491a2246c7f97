import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lead } from '../../../../shared/model/lead.ts'
import { KeyValues } from '../../ui/key-values.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'

const FIELDS = [
  'companyName',
  'provider',
  'country',
  'segment',
  'readinessScore',
  'priorityScore',
  'tenantSize',
  'contactEmail',
  'spf',
  'dkim',
  'dmarcPolicy',
  'mxRoot',
  'registrar',
  'expiresAt',
  'nameservers',
  'scanStatus',
  'scannedAt',
  'reason',
  'referralId',
  'hunterId',
  'azureTenantId',
  'infrastructureSummary',
] as const satisfies readonly (keyof Lead)[]

/** What Hunter knows of the company; fields it does not know are left out. */
export function CompanyFacts({ lead }: { readonly lead: Lead }): ReactNode {
  const { t } = useTranslation(['leads', 'common'])
  const words = (field: (typeof FIELDS)[number]): ReactNode => {
    const value = lead[field]
    if (typeof value === 'boolean') return value ? t('common:yes') : t('common:no')
    if (Array.isArray(value)) return value.join(', ')
    if (field === 'scannedAt' && lead.scannedAt !== null) return <RelativeTime at={lead.scannedAt} />
    return String(value)
  }
  const known = FIELDS.filter((field) => {
    const value = lead[field]
    return value !== null && !(Array.isArray(value) && value.length === 0)
  })
  return <KeyValues items={known.map((field) => ({ key: t(`field.${field}`), value: words(field) }))} />
}
