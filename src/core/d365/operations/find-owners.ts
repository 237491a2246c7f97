import { z } from 'zod'
import { ok } from '../../../shared/lib/result.ts'
import { MOST_OWNERS_OF_A_KIND, type Owner } from '../../../shared/model/tenant.ts'
import type { CallContext, D365Answer } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { allOf, contains, equals, queryString } from '../odata-filter.ts'
import { readBody } from './read-body.ts'

const UsersSchema = z.looseObject({
  value: z.array(z.looseObject({ systemuserid: z.guid().toLowerCase(), fullname: z.string().nullish() })),
})
const TeamsSchema = z.looseObject({
  value: z.array(z.looseObject({ teamid: z.guid().toLowerCase(), name: z.string() })),
})

/**
 * Enabled users and teams with the text in their name, up to 20 of each, by name. Access teams (type 1) are left out: they own no records.
 * Source: Microsoft Learn, "User and team tables", "Use access teams and owner teams".
 */
export async function findOwners(
  pipeline: Pipeline,
  text: string,
  context?: CallContext,
): D365Answer<{ readonly owners: readonly Owner[] }> {
  const usersQuery = queryString({
    $select: 'systemuserid,fullname',
    $filter: allOf([contains('fullname', text), equals('isdisabled', false)]),
    $orderby: 'fullname',
    $top: MOST_OWNERS_OF_A_KIND,
  })
  const users = await pipeline.send({ method: 'GET', path: `systemusers${usersQuery}` }, context)
  if (!users.ok) return users
  const usersRead = readBody(UsersSchema, users.value)
  if (!usersRead.ok) return usersRead
  const teamsQuery = queryString({
    $select: 'teamid,name',
    $filter: allOf([contains('name', text), `${equals('teamtype', 0)} or ${equals('teamtype', 2)}`]),
    $orderby: 'name',
    $top: MOST_OWNERS_OF_A_KIND,
  })
  const teams = await pipeline.send({ method: 'GET', path: `teams${teamsQuery}` }, context)
  if (!teams.ok) return teams
  const teamsRead = readBody(TeamsSchema, teams.value)
  if (!teamsRead.ok) return teamsRead
  const owners: readonly Owner[] = [
    ...usersRead.value.body.value.map(({ systemuserid: id, fullname }) => ownerOf('user', id, fullname ?? id)),
    ...teamsRead.value.body.value.map(({ teamid: id, name }) => ownerOf('team', id, name)),
  ]
  return ok({ owners, requestIds: teamsRead.value.requestIds })
}

const ownerOf = (kind: Owner['kind'], id: string, name: string): Owner => ({ kind, id, name: name.slice(0, 200) })
