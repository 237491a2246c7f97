import type { CheckRow, PortalPlace } from '../../shared/model/check.ts'
import type { Cloud, Tenant } from '../../shared/model/tenant.ts'

type Hosts = { readonly azure: string; readonly admin: string; readonly maker: string }

/** Source: Microsoft Learn, "Power Apps US Government" (portal URLs) and "Power Platform service in China operated by 21Vianet". */
const HOSTS: Readonly<Record<Cloud, Hosts>> = {
  public: { azure: 'portal.azure.com', admin: 'admin.powerplatform.microsoft.com', maker: 'make.powerapps.com' },
  gcc: { azure: 'portal.azure.com', admin: 'gcc.admin.powerplatform.microsoft.us', maker: 'make.gov.powerapps.us' },
  'gcc-high': {
    azure: 'portal.azure.us',
    admin: 'high.admin.powerplatform.microsoft.us',
    maker: 'make.high.powerapps.us',
  },
  dod: { azure: 'portal.azure.us', admin: 'admin.appsplatform.us', maker: 'make.apps.appsplatform.us' },
  china: {
    azure: 'portal.azure.cn',
    admin: 'admin.powerplatform.partner.microsoftonline.cn',
    maker: 'make.powerapps.cn',
  },
}

/** Every host a portal link may lead to; whoever opens one asks here again. */
const PORTAL_HOSTS: ReadonlySet<string> = new Set(Object.values(HOSTS).flatMap((hosts) => Object.values(hosts)))

export const isPortalUrl = (text: string): boolean =>
  URL.canParse(text) && new URL(text).protocol === 'https:' && PORTAL_HOSTS.has(new URL(text).hostname)

type Known = Pick<Tenant, 'kind' | 'cloud' | 'entraTenantId' | 'clientId' | 'organizationId'> & {
  readonly environmentId: string | null
}

/**
 * The portal's page for a place, of this very app registration or environment where the portals take an id in the address; with the tenant's
 * directory in it, because an admin of several would else land in another one. The forms of these addresses are not documented
 * (unconfirmed); without a known id the link leads to the list. The sandbox has no portals.
 */
export function portalLinks(places: readonly PortalPlace[], tenant: Known): NonNullable<CheckRow['links']> {
  if (tenant.kind === 'sandbox') return []
  return places.map((place) => ({ place, url: urlOf(place, tenant) }))
}

function urlOf(place: PortalPlace, { cloud, entraTenantId, clientId, organizationId, environmentId }: Known): string {
  const { azure, admin, maker } = HOSTS[cloud]
  const app = (blade: string): string =>
    `https://${azure}/${entraTenantId}/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/${blade}/appId/${clientId}`
  const setting = (page: string): string =>
    organizationId === null
      ? `https://${admin}/environments`
      : `https://${admin}/settingredirect/${encodeURIComponent(organizationId)}/${page}`
  const ofEnvironment = (known: (id: string) => string, list: string): string =>
    environmentId === null ? list : known(encodeURIComponent(environmentId))
  const urls: Readonly<Record<PortalPlace, string>> = {
    'app-registration': app('Overview'),
    'app-secrets': app('Credentials'),
    'app-permissions': app('CallAnAPI'),
    'app-users': setting('appusers'),
    'security-roles': setting('securityroles'),
    environment: ofEnvironment(
      (id) => `https://${admin}/environments/environment/${id}/hub`,
      `https://${admin}/environments`,
    ),
    solutions: ofEnvironment((id) => `https://${maker}/environments/${id}/solutions`, `https://${maker}/`),
  }
  return urls[place]
}
