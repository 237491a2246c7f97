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
