import { expect, it } from 'vitest'
import { recordLink } from '../../../../src/core/d365/record-link.ts'
import { ACME_LEAD_ID, aTenant } from '../../../support/builders.ts'

const BASE = 'https://contoso.crm4.dynamics.com/main.aspx'

it('names the table, so that a lead opens as a lead', () => {
  expect(recordLink(aTenant(), ACME_LEAD_ID)).toBe(`${BASE}?pagetype=entityrecord&etn=lead&id=${ACME_LEAD_ID}`)
})

it('opens in the model-driven app of the tenant where one is set', () => {
  const appId = '7f3c2d10-98ab-4c1d-8e2f-3a4b5c6d7e02'
  expect(recordLink(aTenant({ appId }), ACME_LEAD_ID)).toMatch(new RegExp(`&id=${ACME_LEAD_ID}&appid=${appId}$`))
})

it('writes the classic form with the code of leads, never with the account table’s', () => {
  const link = recordLink(aTenant({ linkForm: 'classic' }), ACME_LEAD_ID)
  expect(link).toBe(`${BASE}?etc=4&id=%7B${ACME_LEAD_ID}%7D&pagetype=entityrecord`)
})

it('leads to the web host where the tenant was added by its API host', () => {
  const baseUrl = 'https://contoso.api.crm4.dynamics.com'
  expect(new URL(recordLink(aTenant({ baseUrl }), ACME_LEAD_ID)).host).toBe('contoso.crm4.dynamics.com')
})

it('cannot be bent by what is stored as an id', () => {
  const link = new URL(recordLink(aTenant(), 'x&etn=account&pagetype=webresource#'))
  expect(link.searchParams.getAll('etn')).toEqual(['lead'])
  expect(link.hash).toBe('')
})
