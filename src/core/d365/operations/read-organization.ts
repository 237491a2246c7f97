import { z } from 'zod'
import { ok } from '../../../shared/lib/result.ts'
import type { CallContext, D365Answer, Organization } from '../d365-client.ts'
import type { Pipeline } from '../http/pipeline.ts'
import { readBody } from './read-body.ts'

const BodySchema = z.looseObject({
  Detail: z.looseObject({
    OrganizationId: z.guid().toLowerCase(),
    FriendlyName: z.string().nullish(),
    EnvironmentId: z.string().nullish(),
    OrganizationType: z.union([z.string(), z.number()]).nullish(),
  }),
})

const PATH =
  "RetrieveCurrentOrganization(AccessType=@p1)?@p1=Microsoft.Dynamics.CRM.EndpointAccessType'Default'" as const

/** What the organisation says of itself. Source: Microsoft Learn, "RetrieveCurrentOrganization Function", "OrganizationType EnumType". */
export async function readOrganization(pipeline: Pipeline, context?: CallContext): D365Answer<Organization> {
  const answer = await pipeline.send({ method: 'GET', path: PATH }, context)
  if (!answer.ok) return answer
  const read = readBody(BodySchema, answer.value)
  if (!read.ok) return read
  const { Detail } = read.value.body
  return ok({
    organizationId: Detail.OrganizationId,
    friendlyName: Detail.FriendlyName ?? null,
    organizationType: Detail.OrganizationType ?? null,
    environmentId: Detail.EnvironmentId ?? null,
    requestIds: read.value.requestIds,
  })
}
