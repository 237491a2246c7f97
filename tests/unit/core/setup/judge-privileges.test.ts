import { describe, expect, it } from 'vitest'
import type { Privilege } from '../../../../src/core/d365/metadata-reader.ts'
import { judgePrivileges, neededPrivileges, type HeldRole } from '../../../../src/core/setup/judge-privileges.ts'

const rights = (...given: readonly (readonly [string, Privilege['depth']])[]): readonly Privilege[] =>
  given.map(([name, depth]) => ({ name, depth }))
const aRole = (name: string, privileges: readonly Privilege[], team: string | null = null): HeldRole => ({
  role: { roleId: name, name },
  team,
  privileges,
})
const verdicts = (effective: readonly Privilege[], roles: readonly HeldRole[] = [], setsOwner = false) =>
  new Map(
    judgePrivileges(neededPrivileges({ setsOwner }), effective, roles).map(
      (finding) => [finding.name, finding] as const,
    ),
  )

const ALL = rights(['prvCreateLead', 'Basic'], ['prvReadLead', 'Global'], ['prvWriteLead', 'Basic'])

describe('the rights a push needs', () => {
  it('are there at the least depth that works', () => {
    const found = verdicts(ALL)
    expect(['prvCreateLead', 'prvReadLead', 'prvWriteLead'].map((name) => found.get(name)?.isEnough)).toEqual([
      true,
      true,
      true,
    ])
  })

  it.each(['Basic', 'Local', 'Deep'] as const)(
    'Lead Read at depth %s is not enough: duplicates stay unseen',
    (depth) => {
      expect(verdicts(rights(['prvReadLead', depth])).get('prvReadLead')).toMatchObject({
        found: depth,
        isEnough: false,
      })
    },
  )

  it('Assign is needed only where an owner is set', () => {
    expect(verdicts(ALL).has('prvAssignLead')).toBe(false)
    expect(verdicts(ALL, [], true).get('prvAssignLead')).toMatchObject({ found: null, isEnough: false })
  })

  it('each names the roles that grant it, direct and by team, with their depth; the deepest counts', () => {
    const own = aRole('Hunter Integration', rights(['prvReadLead', 'Basic']))
    const byTeam = aRole('Sales Reader', rights(['prvReadLead', 'Global']), 'Sales Team')
    const effective = rights(['prvReadLead', 'Basic'], ['prvReadLead', 'Global'])
    expect(verdicts(effective, [own, byTeam]).get('prvReadLead')).toMatchObject({
      found: 'Global',
      isEnough: true,
      grants: [
        { role: 'Hunter Integration', depth: 'Basic', team: null },
        { role: 'Sales Reader', depth: 'Global', team: 'Sales Team' },
      ],
    })
  })
})
