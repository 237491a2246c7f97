import { z } from 'zod'
import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer, WhoAmI } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { readBody } from './read-body.ts'

const BodySchema = z.looseObject({
  UserId: z.guid().toLowerCase(),
  BusinessUnitId: z.guid().toLowerCase(),
  OrganizationId: z.guid().toLowerCase(),
})

/** Who the token is in this organisation. Source: Microsoft Learn, "WhoAmI Function". */
export async function whoAmI(pipeline: Pipeline, context?: CallContext): D365Answer<WhoAmI> {
  const answer = await pipeline.send({ method: 'GET', path: 'WhoAmI' }, context)
  if (!answer.ok) return answer
  const read = readBody(BodySchema, answer.value)
  if (!read.ok) return read
  const { body, requestIds } = read.value
  return ok({
    userId: body.UserId,
    businessUnitId: body.BusinessUnitId,
    organizationId: body.OrganizationId,
    requestIds,
  })
}
