import { domainToUnicode } from 'node:url'
import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure, RequestIds } from '../../shared/model/failure.ts'
import type { Lead } from '../../shared/model/lead.ts'
import type { MatchKey } from '../../shared/model/tenant.ts'
import type { LeadRecord } from '../d365/d365-client.ts'
import { anyOf, equals } from '../d365/odata-filter.ts'
import { generationsToAsk, leadIdFor } from '../leads/lead-id.ts'
import { subjectOf } from '../leads/mapping-profiles.ts'
import { isAbsence } from './failure-text.ts'
import type { Found } from './judge-found.ts'
import { columnsToRead, type PushScene } from './push-scene.ts'

/** Enough to tell one hit from several and to show the admin a choice. */
const MOST_MATCHES = 20

/** D365's answer to a question by id. `record` null = absent, for certain. */
export interface ReadById {
  readonly record: LeadRecord | null
  readonly requestIds: RequestIds | null
}

/** Asks for one lead by its id; any answer but found or a plain 404 is a failure. */
export async function readLead(scene: PushScene, leadId: string): Promise<Result<ReadById, Failure>> {
  const { calls, context, request } = scene
  const answer = await calls.ask(() => request.connection.d365.readLead(leadId, columnsToRead(scene), context))
  if (answer.ok) return ok({ record: answer.value, requestIds: answer.value.requestIds })
  const { failure } = answer
  return isAbsence(failure) && 'requestIds' in failure
    ? ok({ record: null, requestIds: failure.requestIds })
    : fail(failure)
}

/**
 * Where the lead may be already: first under the console's own ids, then by what the tenant matches leads with. Only asks, writes nothing.
 * `highest` is the highest generation used so far. A failure says nothing about existence.
 * Source: spec.md section 6, step 4.
 */
export async function lookUpLead(
  scene: PushScene,
  organizationId: string,
  highest: number,
): Promise<Result<Found, Failure>> {
  for (const generation of generationsToAsk(highest)) {
    const own = await readLead(scene, leadIdFor(organizationId, scene.lead.domain, generation))
    if (!own.ok) return fail(own.failure)
    const { record } = own.value
    if (record !== null) return ok({ own: { record, generation }, matches: [] })
  }
  return lookUpMatches(scene)
}

/** Rows that the tenant's match keys hit, whoever wrote them. */
export async function lookUpMatches(scene: PushScene): Promise<Result<Found, Failure>> {
  const { calls, context, request, lead } = scene
  const filters = request.connection.tenant.matchKeys.flatMap((key) => filtersOf(key, lead))
  if (filters.length === 0) return ok({ own: null, matches: [] })
  const query = { filter: anyOf(filters), select: columnsToRead(scene), top: MOST_MATCHES }
  const answer = await calls.ask(() => request.connection.d365.queryLeads(query, context))
  return answer.ok ? ok({ own: null, matches: answer.value.leads }) : fail(answer.failure)
}

function filtersOf(key: MatchKey, lead: Lead): readonly string[] {
  switch (key) {
    case 'subject':
      return [equals('subject', subjectOf(lead.domain))]
    case 'website':
      return websitesOf(lead.domain).map((site) => equals('websiteurl', site))
    case 'email':
      return lead.contactEmail === null ? [] : [equals('emailaddress1', lead.contactEmail)]
  }
}

/** The ways in which people and programs write one website. */
function websitesOf(domain: string): readonly string[] {
  const names = new Set([domain, domainToUnicode(domain)])
  const hosts = [...names].flatMap((name) => [name, `www.${name}`])
  return hosts.flatMap((host) => [host, `https://${host}`, `https://${host}/`, `http://${host}`, `http://${host}/`])
}
