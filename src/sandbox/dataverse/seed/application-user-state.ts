import { privilegeId } from '../security/authorise.ts'
import { grantRuleReading } from './seed-rules.ts'
import { grant, grantIntegration, restoreApplicationRoles, seedApplicationUser } from './seed-organisation.ts'
import type { Organisation } from '../organisation.ts'
import type { Depth } from '../security/privilege-names.ts'

/** A state of the application user that the setup checks must tell apart. */
export type ApplicationUserState =
  | { readonly state: 'ready' | 'missing' | 'disabled' | 'no-roles' }
  /** The integration role alone, with exactly these privileges; a depth of `null` takes one away from the usual set. */
  | {
      readonly state: 'privileges'
      readonly privileges: Readonly<Record<string, Depth | null>>
      readonly exact?: boolean
    }
  /** The roles named, instead of the usual ones; its own, or those of the team it is a member of. */
  | { readonly state: 'roles'; readonly roles: readonly string[]; readonly byTeam?: boolean }

/** Brings the application user into a state, starting from the seeded one each time. */
export const setApplicationUser = (organisation: Organisation, wanted: ApplicationUserState): void => {
  organisation.store.transaction(() => {
    restore(organisation)
    apply(organisation, wanted)
  })
  organisation.securityRevision += 1
}

const restore = (organisation: Organisation): void => {
  const { identity, records, catalogue, store } = organisation
  const users = catalogue.get('systemuser')
  if (!records.exists(users, identity.applicationUserId)) seedApplicationUser(organisation)
  records.update(users, identity.applicationUserId, { isdisabled: 0 })
  store.run('DELETE FROM systemuserroles WHERE systemuserid = ?', [identity.applicationUserId])
  store.run('DELETE FROM teamroles WHERE teamid = ?', [identity.teamId])
  store.run('DELETE FROM roleprivileges WHERE roleid = ?', [identity.integrationRoleId])
  grantIntegration(organisation)
  grantRuleReading(organisation, identity.integrationRoleId)
  restoreApplicationRoles(organisation)
}

const apply = (organisation: Organisation, wanted: ApplicationUserState): void => {
  const { identity, records, catalogue } = organisation
  const users = catalogue.get('systemuser')
  switch (wanted.state) {
    case 'ready':
      return
    case 'missing':
      records.remove(users, identity.applicationUserId)
      return
    case 'disabled':
      records.update(users, identity.applicationUserId, { isdisabled: 1 })
      return
    case 'no-roles':
      removeRoles(organisation)
      return
    case 'privileges':
      choosePrivileges(organisation, wanted.privileges, wanted.exact ?? false)
      return
    case 'roles':
      chooseRoles(organisation, wanted.roles, wanted.byTeam)
  }
}

const removeRoles = (organisation: Organisation): void => {
  organisation.store.run('DELETE FROM systemuserroles WHERE systemuserid = ?', [
    organisation.identity.applicationUserId,
  ])
}

const chooseRoles = (organisation: Organisation, names: readonly string[], byTeam = false): void => {
  removeRoles(organisation)
  const { applicationUserId, teamId } = organisation.identity
  const table = byTeam ? 'teamroles (teamid, roleid)' : 'systemuserroles (systemuserid, roleid)'
  for (const name of names) {
    organisation.store.run(`INSERT INTO ${table} SELECT ?, roleid FROM role WHERE name = ?`, [
      byTeam ? teamId : applicationUserId,
      name,
    ])
  }
}

const choosePrivileges = (
  organisation: Organisation,
  privileges: Readonly<Record<string, Depth | null>>,
  isExact: boolean,
): void => {
  const { integrationRoleId } = organisation.identity
  chooseRoles(organisation, ['Hunter Integration'])
  if (isExact) organisation.store.run('DELETE FROM roleprivileges WHERE roleid = ?', [integrationRoleId])
  for (const [name, depth] of Object.entries(privileges)) {
    if (depth !== null) grant(organisation, integrationRoleId, name, depth)
    else {
      organisation.store.run('DELETE FROM roleprivileges WHERE roleid = ? AND privilegeid = ?', [
        integrationRoleId,
        privilegeId(name),
      ])
    }
  }
}
