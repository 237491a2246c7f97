import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { json, openWire, refusal, rows, type Wire } from './wire.ts'

let wire: Wire
let administrator: string
let objectId: string
beforeAll(async () => {
  wire = await openWire()
  const query = "systemusers?$select=systemuserid,azureactivedirectoryobjectid&$filter=fullname eq 'Sandbox Admin'"
  const [user] = rows(await wire.api(encodeURI(query)))
  administrator = String(user?.['systemuserid'])
  objectId = String(user?.['azureactivedirectoryobjectid'])
})
afterAll(async () => wire[Symbol.asyncDispose]())

const delegate = () =>
  wire.sandbox.control?.applicationUser({ state: 'privileges', privileges: { prvActOnBehalfOfAnotherUser: 'Global' } })
const whoAmI = (headers: Record<string, string>) => wire.api('WhoAmI', { headers })

describe('a request for another user', () => {
  it('is refused without the privilege to act for others', async () => {
    expect(refusal(await whoAmI({ CallerObjectId: objectId }))).toBe('403 0x8004a110')
  })

  it('is the other user by Entra object id and by user id, once the privilege is there', async () => {
    delegate()
    expect(json(await whoAmI({ CallerObjectId: objectId }))['UserId']).toBe(administrator)
    expect(json(await whoAmI({ MSCRMCallerID: administrator }))['UserId']).toBe(administrator)
  })

  it('names the user as creator and the application as the one it acted through', async () => {
    delegate()
    const { body, headers } = { body: { subject: 'for another' }, headers: { MSCRMCallerID: administrator } }
    const answer = await wire.api('leads?$select=_createdby_value,_createdonbehalfby_value,_ownerid_value', {
      method: 'POST',
      body,
      headers: { ...headers, Prefer: 'return=representation' },
    })
    const application = String(json(await whoAmI({}))['UserId'])
    expect(json(answer)).toMatchObject({
      _createdby_value: administrator,
      _ownerid_value: administrator,
      _createdonbehalfby_value: application,
    })
  })

  it('may do no more than both may do', async () => {
    delegate()
    const account = { method: 'POST', body: { name: 'not ours to make' } }
    expect(refusal(await wire.api('accounts', { ...account, headers: { MSCRMCallerID: administrator } }))).toBe(
      '403 0x80040220',
    )
  })

  it('is refused for a user that is not there', async () => {
    delegate()
    expect(refusal(await whoAmI({ CallerObjectId: '11111111-2222-4333-8444-555555555555' }))).toBe('403 0x80072560')
  })
})
