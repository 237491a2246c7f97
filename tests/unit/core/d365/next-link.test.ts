import { expect, it } from 'vitest'
import { judgeNextLink } from '../../../../src/core/d365/http/next-link.ts'

const ORIGIN = 'https://contoso.crm4.dynamics.com'
const ROOT = `${ORIGIN}/api/data/v9.2`
const COOKIE = '$skiptoken=%253Ccookie%2520pagenumber%253D%25222%2522%253E'

it('is followed within the Web API of the same organisation, its query untouched', () => {
  expect(judgeNextLink(`${ROOT}/leads?$select=subject&${COOKIE}`, ORIGIN)).toEqual({
    path: `/api/data/v9.2/leads?$select=subject&${COOKIE}`,
  })
})

it('may name the API alias of the same organisation; the request goes to the tenant’s own host all the same', () => {
  expect(judgeNextLink('https://contoso.api.crm4.dynamics.com/api/data/v9.2/leads?x=1', ORIGIN)).toEqual({
    path: '/api/data/v9.2/leads?x=1',
  })
})

it.each([
  'https://evil.example/api/data/v9.2/leads',
  'https://contoso.crm4.dynamics.com.evil.example/api/data/v9.2/leads',
  'https://contoso.crm4.dynamics.com@evil.example/api/data/v9.2/leads',
  'https://user@contoso.crm4.dynamics.com/api/data/v9.2/leads',
  'https://fabrikam.crm4.dynamics.com/api/data/v9.2/leads',
  'https://contoso.crm4.dynamics.com:8443/api/data/v9.2/leads',
  'http://contoso.crm4.dynamics.com/api/data/v9.2/leads',
  'http://169.254.169.254/api/data/',
  '//evil.example/api/data/v9.2/leads',
  '/api/data/v9.2/leads',
  'leads?$skiptoken=1',
  'javascript:alert(1)',
  `${ORIGIN}/main.aspx`,
  `${ROOT}/../../../main.aspx`,
  `${ROOT}/%2e%2e/%2e%2e/%2e%2e/main.aspx`,
  '',
  7,
  null,
  { href: ROOT },
])('%j is not followed', (link) => {
  expect(judgeNextLink(link, ORIGIN)).toHaveProperty('refused')
})

it('of the sandbox keeps to its port', () => {
  const origin = 'https://127.0.0.1:4711'
  expect(judgeNextLink(`${origin}/api/data/v9.2/leads?x`, origin)).toHaveProperty('path')
  expect(judgeNextLink('https://127.0.0.1:4712/api/data/v9.2/leads?x', origin)).toHaveProperty('refused')
})
