import { z } from 'zod'
import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import type { Role, TeamWithRoles } from '../metadata-reader.ts'
import { guidLiteral, queryString } from '../odata-filter.ts'
import { readBody } from './read-body.ts'

const RolesSchema = z.looseObject({
  value: z.array(z.looseObject({ roleid: z.guid().toLowerCase(), name: z.string() })),
})
const TeamsSchema = z.looseObject({
  value: z.array(z.looseObject({ teamid: z.guid().toLowerCase(), name: z.string() })),
})

type Roles = D365Answer<{ readonly roles: readonly Role[] }>

/** Roles given to the user itself. Source: systemuser table reference, relationship `systemuserroles_association`. */
export const readUserRoles = (pipeline: Pipeline, userId: string, context?: CallContext): Roles =>
  readRoles(pipeline, `systemusers(${guidLiteral(userId)})/systemuserroles_association`, context)

/** The user's teams, each with its roles. Source: systemuser table reference, `teammembership_association`; team, `teamroles_association`. */
export async function readUserTeams(
  pipeline: Pipeline,
  userId: string,
  context?: CallContext,
): D365Answer<{ readonly teams: readonly TeamWithRoles[] }> {
  const path = `systemusers(${guidLiteral(userId)})/teammembership_association${queryString({ $select: 'teamid,name' })}`
  const answer = await pipeline.send({ method: 'GET', path }, context)
  if (!answer.ok) return answer
  const read = readBody(TeamsSchema, answer.value)
  if (!read.ok) return read
  const teams: TeamWithRoles[] = []
  for (const { teamid, name } of read.value.body.value) {
    const roles = await readRoles(pipeline, `teams(${guidLiteral(teamid)})/teamroles_association`, context)
    if (!roles.ok) return roles
    teams.push({ teamId: teamid, name, roles: roles.value.roles })
  }
  return ok({ teams, requestIds: read.value.requestIds })
}

async function readRoles(pipeline: Pipeline, relation: string, context?: CallContext): Roles {
  const path = `${relation}${queryString({ $select: 'roleid,name' })}`
  const answer = await pipeline.send({ method: 'GET', path }, context)
  if (!answer.ok) return answer
  const read = readBody(RolesSchema, answer.value)
  if (!read.ok) return read
  const roles = read.value.body.value.map((row): Role => ({ roleId: row.roleid, name: row.name }))
  return ok({ roles, requestIds: read.value.requestIds })
}
