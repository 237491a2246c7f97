import { domainToUnicode } from 'node:url'
import { ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Lead } from '../../shared/model/lead.ts'
import type { MatchKey } from '../../shared/model/tenant.ts'
import type { LeadSearch } from '../d365/d365-client.ts'
import { generationsToAsk, leadIdFor } from '../leads/lead-id.ts'
import { subjectOf } from '../leads/mapping-profiles.ts'
import type { Looked, ReadById, Wanted } from './lead-carrier.ts'
import { columnsToRead, type PushScene } from './push-scene.ts'

/** Asks for one lead by its id; any answer but found or a plain 404 is a failure. */
export const readLead = (scene: PushScene, leadId: string): Promise<Result<ReadById, Failure>> =>
  scene.carrier.read(leadId, columnsToRead(scene), scene.journal.isSending())

/** Every id of the lead in an organisation, from the first generation to one beyond the highest used so far. */
export function ownIdsOf({ lead, journal }: PushScene, organizationId: string): Wanted['own'] {
  return generationsToAsk(journal.state().generation).map((generation) => ({
    leadId: leadIdFor(organizationId, lead.domain, generation),
    generation,
  }))
}

/**
 * Where the lead may be already: first under the console's own ids, then by what the tenant matches leads with. Only asks, writes nothing.
 * A failure says nothing about existence.
 * Source: docs/adr/0003-deterministic-id-and-conditional-create.md.
 */
export async function lookUpLead(scene: PushScene, own: Wanted['own']): Promise<Result<Looked, Failure>> {
  const { generation, status } = scene.journal.state()
  const isCertain = scene.journal.hasLost() || generation > 0 || status === 'unknown'
  const found = await scene.carrier.find({
    own,
    matches: searchesOf(scene),
    columns: columnsToRead(scene),
    isCertain,
  })
  return pastDeclined(scene, found)
}

/** Rows that the tenant's match keys hit, whoever wrote them. */
export const lookUpMatches = async (scene: PushScene): Promise<Result<Looked, Failure>> =>
  pastDeclined(
    scene,
    await scene.carrier.find({
      own: [],
      matches: searchesOf(scene),
      columns: columnsToRead(scene),
      isCertain: false,
    }),
  )

/** Matches without the records that the admin said are not this lead. What lies under an own id is always judged. */
function pastDeclined({ journal }: PushScene, found: Result<Looked, Failure>): Result<Looked, Failure> {
  if (!found.ok) return found
  const { notOurs } = journal.state()
  const matches = found.value.matches.filter(({ leadId }) => !notOurs.includes(leadId.toLowerCase()))
  return ok({ ...found.value, matches })
}

const searchesOf = ({ request, lead }: PushScene): readonly LeadSearch[] =>
  request.connection.tenant.matchKeys.flatMap((key) => searchOf(key, lead))

function searchOf(key: MatchKey, lead: Lead): readonly LeadSearch[] {
  switch (key) {
    case 'subject':
      return [{ column: 'subject', values: [subjectOf(lead.domain)] }]
    case 'website':
      return [{ column: 'websiteurl', values: websitesOf(lead.domain) }]
    case 'email':
      return lead.contactEmail === null ? [] : [{ column: 'emailaddress1', values: [lead.contactEmail] }]
  }
}

/** The ways in which people and programs write one website. */
function websitesOf(domain: string): readonly string[] {
  const names = new Set([domain, domainToUnicode(domain)])
  const hosts = [...names].flatMap((name) => [name, `www.${name}`])
  return hosts.flatMap((host) => [host, `https://${host}`, `https://${host}/`, `http://${host}`, `http://${host}/`])
}
