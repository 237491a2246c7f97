import { afterAll, beforeAll, expect, it } from 'vitest'
import { json, openWire, rows, type Json, type Wire } from './wire.ts'

let wire: Wire
let user: string
beforeAll(async () => {
  wire = await openWire()
  user = `systemusers(${String(json(await wire.api('WhoAmI'))['UserId'])})`
})
afterAll(async () => wire[Symbol.asyncDispose]())

const depths = async (): Promise<Json> => {
  const answer = await wire.api(`${user}/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`)
  const entries = json(answer)['RolePrivileges'] as readonly Json[]
  return Object.fromEntries(entries.map((entry) => [String(entry['PrivilegeName']), entry['Depth']]))
}

it('privileges come by a role of one’s own and by a team’s alike', async () => {
  wire.sandbox.control!.applicationUser({ state: 'roles', roles: ['Hunter Integration'], byTeam: true })
  expect(rows(await wire.api(`${user}/systemuserroles_association?$select=name`))).toEqual([])
  const [team] = rows(await wire.api(`${user}/teammembership_association?$select=teamid`))
  const teamRoles = rows(await wire.api(`teams(${String(team?.['teamid'])})/teamroles_association?$select=name`))
  expect(teamRoles).toMatchObject([{ name: 'Hunter Integration' }])
  expect(await depths()).toMatchObject({ prvCreateLead: 'Global', prvReadLead: 'Global' })
  wire.sandbox.control!.applicationUser({ state: 'ready' })
})

it('a privilege is held at the depth that was chosen, and exactly the chosen ones', async () => {
  const chosen = { prvReadLead: 'Local', prvCreateLead: 'Basic', prvReadUser: 'Global' } as const
  wire.sandbox.control!.applicationUser({ state: 'privileges', privileges: chosen, exact: true })
  expect(await depths()).toEqual(chosen)
  wire.sandbox.control!.applicationUser({ state: 'ready' })
})

it('a note stands by itself, and by a lead for who may append it', async () => {
  const id = '6f1e0a52-1c9b-4d0e-8b7a-5a3c2d1e0f42'
  const path = `annotations(${id})`
  const create = { method: 'PATCH', headers: { 'If-None-Match': '*' }, body: { subject: 'Alone', notetext: 'Kararlı' } }
  expect((await wire.api(path, create)).status).toBe(204)
  expect((await wire.api(path, create)).status).toBe(412)
  expect(json(await wire.api(path))).toMatchObject({ notetext: 'Kararlı', _objectid_value: null })

  const lead = await wire.api('leads', { method: 'POST', body: { subject: 'With a note' } })
  const uri = String(lead.headers['odata-entityid'])
  const note = { subject: 'On the lead', 'objectid_lead@odata.bind': uri.slice(uri.indexOf('/leads')) }
  const refused = await wire.api('annotations', { method: 'POST', body: note })
  expect([refused.status, refused.text]).toEqual([403, expect.stringContaining('prvAppendNote')])
  const mayAppend = { prvCreateNote: 'Global', prvAppendNote: 'Global', prvAppendToLead: 'Global' } as const
  wire.sandbox.control!.applicationUser({ state: 'privileges', privileges: mayAppend, exact: true })
  expect((await wire.api('annotations', { method: 'POST', body: note })).status).toBe(204)
  wire.sandbox.control!.applicationUser({ state: 'ready' })
})
