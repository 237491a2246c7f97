import { z } from 'zod'
import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer, SystemUser } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { equalsGuid, queryString } from '../odata-filter.ts'
import { readBody } from './read-body.ts'

const COLUMNS = [
  'systemuserid',
  'fullname',
  'applicationid',
  'azureactivedirectoryobjectid',
  'internalemailaddress',
  'isdisabled',
  'accessmode',
]

const BodySchema = z.looseObject({
  value: z.array(
    z.looseObject({
      systemuserid: z.guid().toLowerCase(),
      fullname: z.string().nullish(),
      applicationid: z.string().toLowerCase().nullish(),
      azureactivedirectoryobjectid: z.string().toLowerCase().nullish(),
      internalemailaddress: z.string().nullish(),
      isdisabled: z.boolean().nullish(),
      accessmode: z.int().nullish(),
    }),
  ),
})

/**
 * The users that stand for an app registration in this environment: one per registration at most.
 * Source: Microsoft Learn, "Manage application users in the Power Platform admin center"; systemuser table reference.
 */
export async function findApplicationUsers(
  pipeline: Pipeline,
  applicationId: string,
  context?: CallContext,
): D365Answer<{ readonly users: readonly SystemUser[] }> {
  const query = queryString({ $select: COLUMNS.join(','), $filter: equalsGuid('applicationid', applicationId) })
  const answer = await pipeline.send({ method: 'GET', path: `systemusers${query}` }, context)
  if (!answer.ok) return answer
  const read = readBody(BodySchema, answer.value)
  if (!read.ok) return read
  const users = read.value.body.value.map((row): SystemUser => ({
    systemUserId: row.systemuserid,
    fullName: row.fullname ?? null,
    applicationId: row.applicationid ?? null,
    entraObjectId: row.azureactivedirectoryobjectid ?? null,
    email: row.internalemailaddress ?? null,
    isDisabled: row.isdisabled ?? false,
    accessMode: row.accessmode ?? null,
  }))
  return ok({ users, requestIds: read.value.requestIds })
}
