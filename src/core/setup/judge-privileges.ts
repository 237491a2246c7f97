import type { Privilege, PrivilegeDepth, Role, TeamWithRoles } from '../d365/metadata-reader.ts'

/** One privilege that the console's work needs, and what goes wrong without it. */
export interface NeededPrivilege {
  readonly name: string
  readonly depth: PrivilegeDepth
  /** `required`: a push is refused, or duplicates stay unseen; `clean-up`: test leads stay behind; `optional`: the runbook's outlook. */
  readonly weight: 'required' | 'clean-up' | 'optional'
}

export interface Grant {
  readonly role: string
  readonly depth: PrivilegeDepth
  /** The team by which the user has the role; null = given directly. */
  readonly team: string | null
}

export interface PrivilegeFinding extends NeededPrivilege {
  readonly found: PrivilegeDepth | null
  readonly isEnough: boolean
  readonly grants: readonly Grant[]
}

/** A role with what it grants, and by whom the user has it. */
export interface HeldRole {
  readonly role: Role
  readonly team: string | null
  readonly privileges: readonly Privilege[]
}

const RANK: Readonly<Record<PrivilegeDepth, number>> = { Basic: 0, Local: 1, Deep: 2, Global: 3 }

/** Role names that give everything; with them a least-privilege test proves nothing. Source: Microsoft Learn, "Predefined security roles". */
const ADMINISTRATORS: ReadonlySet<string> = new Set(['System Administrator', 'Sistem Yöneticisi'])

/**
 * What a push needs of the application user. Lead Read must reach the whole organisation, else duplicates that others own cannot be seen.
 * No mapped column is a lookup, so Append and AppendTo are not asked for; they would be with the first that is ("Associate and disassociate
 * table rows"). Source: Microsoft Learn, "Security roles and privileges".
 */
export const neededPrivileges = ({ setsOwner }: { readonly setsOwner: boolean }): readonly NeededPrivilege[] => [
  { name: 'prvCreateLead', depth: 'Basic', weight: 'required' },
  { name: 'prvReadLead', depth: 'Global', weight: 'required' },
  { name: 'prvWriteLead', depth: 'Basic', weight: 'required' },
  ...(setsOwner ? [{ name: 'prvAssignLead', depth: 'Basic', weight: 'required' } as const] : []),
  { name: 'prvDeleteLead', depth: 'Basic', weight: 'clean-up' },
  { name: 'prvReadAccount', depth: 'Basic', weight: 'optional' },
  { name: 'prvReadContact', depth: 'Basic', weight: 'optional' },
]

/** Each needed privilege against what the user effectively has, with the roles that grant it. Pure. */
export function judgePrivileges(
  needed: readonly NeededPrivilege[],
  effective: readonly Privilege[],
  roles: readonly HeldRole[],
): readonly PrivilegeFinding[] {
  return needed.map((need) => {
    const found = deepest(effective.filter(({ name }) => isSame(name, need.name)))
    const grants = roles.flatMap(({ role, team, privileges }): readonly Grant[] => {
      const depth = deepest(privileges.filter(({ name }) => isSame(name, need.name)))
      return depth === null ? [] : [{ role: role.name, depth, team }]
    })
    return { ...need, found, isEnough: found !== null && RANK[found] >= RANK[need.depth], grants }
  })
}

export const isAdministrator = ({ role }: HeldRole): boolean => ADMINISTRATORS.has(role.name)

export const isHunterIntegration = ({ role }: HeldRole): boolean => role.name.toLowerCase() === 'hunter integration'

/** Every role a user has, each once per way it was given. */
export const heldRoles = (
  direct: readonly Role[],
  teams: readonly TeamWithRoles[],
): readonly Pick<HeldRole, 'role' | 'team'>[] => [
  ...direct.map((role) => ({ role, team: null })),
  ...teams.flatMap(({ name, roles }) => roles.map((role) => ({ role, team: name }))),
]

const isSame = (name: string, other: string): boolean => name.toLowerCase() === other.toLowerCase()

function deepest(privileges: readonly Privilege[]): PrivilegeDepth | null {
  const [first, ...rest] = privileges.map(({ depth }) => depth)
  if (first === undefined) return null
  return rest.reduce((deeper, depth) => (RANK[depth] > RANK[deeper] ? depth : deeper), first)
}
