import type { Tenant } from '../../shared/model/tenant.ts'

type LinkedTenant = Pick<Tenant, 'baseUrl' | 'appId' | 'linkForm'>

/** Dataverse's object type code of the lead table; `1`, as the runbook writes it, is the account table. */
const LEAD_TYPE_CODE = 4

/**
 * The page of one lead in D365. `modern` names the table (`etn=lead`), which Microsoft advises since codes of custom tables differ per
 * organisation; `classic` is the runbook's form with the right code. The runbook's own `etc=1` opens the account table, where a lead's
 * id does not exist, so no link ever carries it.
 * Source: Microsoft Learn, "Open apps, forms, views, dialogs, and reports with a URL"; lead table reference (ObjectTypeCode 4).
 */
export function recordLink(tenant: LinkedTenant, leadId: string): string {
  const link = new URL('/main.aspx', webOrigin(tenant.baseUrl))
  if (tenant.linkForm === 'classic') {
    link.search = query([
      ['etc', String(LEAD_TYPE_CODE)],
      ['id', `{${leadId}}`],
      ['pagetype', 'entityrecord'],
    ])
    return link.href
  }
  link.search = query([
    ['pagetype', 'entityrecord'],
    ['etn', 'lead'],
    ['id', leadId],
    ...(tenant.appId === null ? [] : [['appid', tenant.appId] as const]),
  ])
  return link.href
}

/** The page that lists leads, where no id is known. Source: as above. */
export const leadListLink = ({ baseUrl }: Pick<LinkedTenant, 'baseUrl'>): string =>
  new URL('/main.aspx?pagetype=entitylist&etn=lead', webOrigin(baseUrl)).href

/** The Web API's host alias serves no pages (Microsoft Learn, "Web API URL and versions"). */
const webOrigin = (baseUrl: string): string => baseUrl.replace('.api.crm', '.crm')

const query = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
