import type { ActivityEvent } from '../../shared/model/activity-event.ts'
import type { ConnectionProof, TenantView } from '../../shared/model/tenant.ts'
import { formatTable, plain } from '../format-table.ts'
import { localTime } from './gate-text.ts'
import type { Page } from './page.ts'

type Width = Pick<Page, 'width'>

const SECRET_WORDS: Readonly<Record<TenantView['secretState'], string>> = {
  keychain: 'in the keychain',
  session: 'in memory, for this process only',
  missing: 'missing',
  'built-in': 'built in',
  'keychain-unavailable': 'keychain unavailable',
}

export function tenantListText(tenants: readonly TenantView[], { width }: Width): string {
  return formatTable(
    ['active', 'name', 'environment', 'pushes', 'secret', 'base URL'],
    tenants.map((tenant) => [
      tenant.isActive ? '*' : '',
      plain(tenant.name),
      environmentOf(tenant),
      tenant.d365Enabled ? 'on' : 'off',
      SECRET_WORDS[tenant.secretState],
      plain(tenant.baseUrl),
    ]),
    { width },
  )
}

export function tenantText(tenant: TenantView, { width }: Width): string {
  return formatTable(
    ['tenant', plain(tenant.name)],
    [
      ['id', tenant.id],
      ['environment', environmentOf(tenant)],
      ['base URL', plain(tenant.baseUrl)],
      ['API version', tenant.apiVersion],
      ['Entra tenant id', tenant.entraTenantId],
      ['client id', tenant.clientId],
      ['organisation id', tenant.organizationId ?? '– (not connected yet)'],
      ['secret', SECRET_WORDS[tenant.secretState]],
      ['feature flag', tenant.d365Enabled ? 'on' : 'off: every push is refused'],
      ['mapping profile', tenant.mappingProfile],
      ['existing leads', tenant.existingLeadPolicy],
      ['retries', String(tenant.maxRetries)],
      ...(tenant.archivedAt === null ? [] : [['archived', localTime(tenant.archivedAt)]]),
    ],
    { width },
  )
}

export function proofText(proof: ConnectionProof, { width }: Width): string {
  return formatTable(
    ['step', 'answer'],
    [
      ['token', `${proof.tokenLength} characters, valid until ${localTime(proof.tokenExpiresAt)}`],
      ['WhoAmI', `${proof.userId} ${plain(proof.userFullName ?? '')}`.trim()],
      ['organisation', `${proof.organizationId} ${plain(proof.organizationName ?? '')}`.trim()],
      ['environment', proof.detectedEnvironment ?? 'not told'],
    ],
    { width },
  )
}

/** The stricter one holds; both are shown where they differ. */
function environmentOf({ environment, effectiveEnvironment }: TenantView): string {
  return environment === effectiveEnvironment ? environment : `${effectiveEnvironment} (declared ${environment})`
}

export function unlocksText(unlocks: readonly ActivityEvent[], { width }: Width): string {
  return formatTable(
    ['unlocked at', 'until'],
    unlocks.map(({ at, detail }) => [
      localTime(at),
      typeof detail['until'] === 'string' ? localTime(detail['until']) : '',
    ]),
    { width },
  )
}
