import { hash } from 'node:crypto'

/** The id nobody has: Hunter's runbook writes it to pretend that a lead is in D365. */
export const NIL_ID = '00000000-0000-0000-0000-000000000000'

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Any GUID, whatever its version digit: Dataverse makes sequential ones that no RFC describes. */
export const isGuid = (text: string): boolean => GUID.test(text)

/**
 * The id a lead has, or would have, in one D365 organisation. The same lead gives the same id on every machine and after the loss of
 * every local file, so that two operators make one row. `generation` is 0, 2, 3 …: it moves only when D365 holds on to an id whose
 * row is gone. `domain` is normalised already.
 * Throws for an organisation id that is no GUID. Source: docs/adr/0003-deterministic-id-and-conditional-create.md; RFC 9562 section 5.5 (UUID version 5).
 */
export function leadIdFor(organizationId: string, domain: string, generation: number): string {
  return nameBased(namespaceOf(organizationId), `lead:${domain}${generation === 0 ? '' : `#${generation}`}`)
}

/** A run asks for thousands of ids in one organisation. */
let lastNamespace = { organizationId: '', bytes: Buffer.alloc(16) }

/** As bytes, since Dataverse's ids have version digits that are not RFC 9562's. */
function namespaceOf(organizationId: string): Buffer {
  if (lastNamespace.organizationId === organizationId) return lastNamespace.bytes
  if (!isGuid(organizationId)) throw new Error(`An organisation id is a GUID, not "${organizationId}".`)
  lastNamespace = { organizationId, bytes: Buffer.from(organizationId.replaceAll('-', ''), 'hex') }
  return lastNamespace.bytes
}

/** The library's `v5` with its digest made in one call: an id takes a third of the time, and each lead has two. */
function nameBased(namespace: Buffer, name: string): string {
  const hex = hash('sha1', Buffer.concat([namespace, Buffer.from(name)]), 'hex')
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`
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
