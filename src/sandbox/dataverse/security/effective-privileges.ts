import { widest } from './privilege-names.ts'
import type { Organisation } from '../organisation.ts'
import type { Depth } from './privilege-names.ts'

export interface GrantedPrivilege {
  readonly privilegeId: string
  readonly name: string
  readonly depth: Depth
}

/** A user's privileges from its own roles and those of its teams, each at its widest depth. */
export interface EffectivePrivileges {
  readonly byName: ReadonlyMap<string, GrantedPrivilege>
  readonly roleCount: number
}

interface Cached {
  readonly revision: number
  readonly value: EffectivePrivileges
}

const caches = new WeakMap<Organisation, Map<string, Cached>>()

const grantsSql = `
  SELECT p.privilegeid AS id, p.name AS name, rp.depth AS depth
  FROM roleprivileges rp JOIN privilege p ON p.privilegeid = rp.privilegeid
  WHERE rp.roleid IN (
    SELECT roleid FROM systemuserroles WHERE systemuserid = ?
    UNION SELECT tr.roleid FROM teamroles tr JOIN teammembership tm ON tm.teamid = tr.teamid WHERE tm.systemuserid = ?)`

const rolesSql = `
  SELECT count(*) AS n FROM (
    SELECT roleid FROM systemuserroles WHERE systemuserid = ?
    UNION SELECT tr.roleid FROM teamroles tr JOIN teammembership tm ON tm.teamid = tr.teamid WHERE tm.systemuserid = ?)`

/** Reads the privileges in force, from a cache while no role, team or user has changed. */
export const effectivePrivileges = (organisation: Organisation, userId: string): EffectivePrivileges => {
  const cache = caches.get(organisation) ?? new Map<string, Cached>()
  caches.set(organisation, cache)
  const known = cache.get(userId)
  if (known?.revision === organisation.securityRevision) return known.value
  const value = readPrivileges(organisation, userId)
  cache.set(userId, { revision: organisation.securityRevision, value })
  return value
}

const readPrivileges = (organisation: Organisation, userId: string): EffectivePrivileges => {
  const byName = new Map<string, GrantedPrivilege>()
  for (const row of organisation.store.all(grantsSql, [userId, userId])) {
    const name = String(row['name'])
    const depth = widest(byName.get(name)?.depth, (row['depth'] ?? 'Global') as Depth)
    byName.set(name, { privilegeId: String(row['id']), name, depth })
  }
  return { byName, roleCount: Number(organisation.store.get(rolesSql, [userId, userId])?.['n'] ?? 0) }
}
