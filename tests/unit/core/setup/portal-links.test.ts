import { expect, it } from 'vitest'
import { isPortalUrl, portalLinks } from '../../../../src/core/setup/portal-links.ts'
import type { PortalPlace } from '../../../../src/shared/model/check.ts'
import type { Cloud } from '../../../../src/shared/model/tenant.ts'

const DIRECTORY = '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02'
const CLIENT = '1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c03'
const ORGANIZATION = '9d0b7b3a-5c1e-4f7a-8a6e-0f2d5b1c7e44'
const ENVIRONMENT = '12345678-1111-4222-8333-444444444444'
const PLACES: readonly PortalPlace[] = [
  ...(['app-registration', 'app-secrets', 'app-permissions'] as const),
  ...(['app-users', 'security-roles', 'environment', 'solutions'] as const),
]

const urlsIn = (cloud: Cloud, known: { organizationId: string | null; environmentId: string | null }) =>
  portalLinks(PLACES, { kind: 'live', cloud, entraTenantId: DIRECTORY, clientId: CLIENT, ...known }).map(
    ({ url }) => new URL(url),
  )

it.each<[Cloud, string, string, string]>([
  ['public', 'portal.azure.com', 'admin.powerplatform.microsoft.com', 'make.powerapps.com'],
  ['gcc', 'portal.azure.com', 'gcc.admin.powerplatform.microsoft.us', 'make.gov.powerapps.us'],
  ['gcc-high', 'portal.azure.us', 'high.admin.powerplatform.microsoft.us', 'make.high.powerapps.us'],
  ['dod', 'portal.azure.us', 'admin.appsplatform.us', 'make.apps.appsplatform.us'],
  ['china', 'portal.azure.cn', 'admin.powerplatform.partner.microsoftonline.cn', 'make.powerapps.cn'],
])('in the cloud %s each link leads to that cloud’s portal and to this very tenant', (cloud, azure, admin, maker) => {
  const urls = urlsIn(cloud, { organizationId: ORGANIZATION, environmentId: ENVIRONMENT })
  const places = [azure, azure, azure, admin, admin, admin, maker]
  expect(urls.map(({ hostname }) => hostname)).toEqual(places)
  const ids = [ORGANIZATION, ORGANIZATION, ENVIRONMENT, ENVIRONMENT]
  for (const url of urls.slice(0, 3)) {
    expect(url.pathname).toBe(`/${DIRECTORY}/`)
    expect(url.hash).toContain(`/appId/${CLIENT}`)
  }
  expect(urls.slice(3).map(({ pathname }, index) => pathname.includes(ids[index] ?? '?'))).not.toContain(false)
  expect(urls.every(({ href }) => isPortalUrl(href))).toBe(true)
})

it('before the organisation was asked, links lead to the lists, and the sandbox has none', () => {
  const urls = urlsIn('public', { organizationId: null, environmentId: null }).slice(3)
  expect(urls.map(({ pathname }) => pathname)).toEqual(['/environments', '/environments', '/environments', '/'])
  const sandbox = { kind: 'sandbox', cloud: 'public', entraTenantId: DIRECTORY, clientId: CLIENT } as const
  expect(portalLinks(PLACES, { ...sandbox, organizationId: ORGANIZATION, environmentId: null })).toEqual([])
})
