import { v5 } from 'uuid'

/** The id nobody has: Hunter's runbook writes it to pretend that a lead is in D365. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Any GUID, whatever its version digit: Dataverse makes sequential ones that no RFC describes. */
export const isGuid = (text: string): boolean => GUID.test(text)

/**
 * The id a lead has, or would have, in one D365 organisation. The same lead gives the same id on every machine and after the loss of
 * every local file, so that two operators make one row. `generation` is 0, 2, 3 …: it moves only when D365 holds on to an id whose
 * row is gone. `domain` is normalised already.
 * Throws for an organisation id that is no GUID. Source: spec.md section 6, step 5; RFC 9562 section 5.5 (UUID version 5).
 */
export function leadIdFor(organizationId: string, domain: string, generation: number): string {
  if (!isGuid(organizationId)) throw new Error(`An organisation id is a GUID, not "${organizationId}".`)
  // As bytes: the library refuses a namespace in text form whose version digit is not RFC 9562's, and Dataverse's are not.
  const namespace = Buffer.from(organizationId.replaceAll('-', ''), 'hex')
  return v5(`lead:${domain}${generation === 0 ? '' : `#${generation}`}`, namespace)
}

/** 0 → 2 → 3 → …: the first lead of a domain carries no number, the next one is its second. */
export const nextGeneration = (generation: number): number => (generation === 0 ? 2 : generation + 1)

/** Every generation from the first to one beyond `highest`: where a lead of ours may lie. */
export function generationsToAsk(highest: number): readonly number[] {
  const generations = [0]
  for (let last = 0; last <= highest;) {
    last = nextGeneration(last)
    generations.push(last)
  }
  return generations
}
