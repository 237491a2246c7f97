import { z } from 'zod'
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { D365Failure } from '../../../shared/model/failure.ts'
import type { CallContext, D365Answer } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import type { Privilege, PrivilegeDepth } from '../metadata-reader.ts'
import { guidLiteral, queryString } from '../odata-filter.ts'
import { readBody } from './read-body.ts'
import { readPages } from './read-pages.ts'

/** The enum PrivilegeDepth by number; the Web API gives names, older notes numbers. */
const DEPTHS = ['Basic', 'Local', 'Deep', 'Global'] as const satisfies readonly PrivilegeDepth[]

const DepthSchema = z.union([
  z.enum(DEPTHS),
  z
    .int()
    .min(0)
    .max(3)
    .transform((at) => DEPTHS[at] ?? 'Basic'),
])

const BodySchema = z.looseObject({
  RolePrivileges: z.array(
    z.looseObject({ PrivilegeName: z.string().nullish(), PrivilegeId: z.string().toLowerCase(), Depth: DepthSchema }),
  ),
})

const NameSchema = z.looseObject({ name: z.string(), privilegeid: z.string().toLowerCase() })

type Answered = D365Answer<{ readonly privileges: readonly Privilege[] }>

/** Source: Microsoft Learn, "RetrieveUserPrivileges Function", "PrivilegeDepth EnumType". */
export const readUserPrivileges = (pipeline: Pipeline, userId: string, context?: CallContext): Answered =>
  readFrom(pipeline, `systemusers(${guidLiteral(userId)})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges`, context)

/** Source: Microsoft Learn, "RetrieveRolePrivilegesRole Function". */
export const readRolePrivileges = (pipeline: Pipeline, roleId: string, context?: CallContext): Answered =>
  readFrom(pipeline, `RetrieveRolePrivilegesRole(RoleId=${guidLiteral(roleId)})`, context)

async function readFrom(pipeline: Pipeline, path: string, context?: CallContext): Answered {
  const answer = await pipeline.send({ method: 'GET', path }, context)
  if (!answer.ok) return answer
  const read = readBody(BodySchema, answer.value)
  if (!read.ok) return read
  const { body, requestIds } = read.value
  const isNamed = body.RolePrivileges.every(({ PrivilegeName }) => Boolean(PrivilegeName))
  const names = isNamed ? ok(new Map<string, string>()) : await readNames(pipeline, context)
  if (!names.ok) return names
  const privileges = body.RolePrivileges.flatMap(({ PrivilegeName, PrivilegeId, Depth }): readonly Privilege[] => {
    const name = PrivilegeName ? PrivilegeName : names.value.get(PrivilegeId)
    return name === undefined ? [] : [{ name, depth: Depth }]
  })
  return ok({ privileges, requestIds })
}

/** Some platforms leave PrivilegeName empty; then the table of privileges, more than a page of them, names the ids. */
async function readNames(
  pipeline: Pipeline,
  context?: CallContext,
): Promise<Result<ReadonlyMap<string, string>, D365Failure>> {
  const path = `privileges${queryString({ $select: 'name,privilegeid' })}`
  const read = await readPages(pipeline, { path, row: NameSchema, top: null }, context)
  return read.ok ? ok(new Map(read.value.rows.map(({ name, privilegeid }) => [privilegeid, name]))) : read
}
