import type { Exchange } from '../../shared/model/exchange.ts'
import type { Lead } from '../../shared/model/lead.ts'
import { z } from 'zod'

export type SentFields = Readonly<Record<string, string | number | boolean | null>>

export interface FieldComparison {
  readonly name: string
  readonly sent: string | number | boolean | null
  readonly held: unknown
  readonly isSame: boolean
}

const Body = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))

/**
 * What D365 was told of a lead: the body of the request that wrote it, and at least the four fields that every mapping profile sends
 * (hunter-facts: subject, company name, website, e-mail), taken from the lead itself and not from the mapping under test.
 */
export function sentFields(exchanges: readonly Exchange[], lead: Lead | null): SentFields {
  const written = exchanges.findLast(({ method, requestBody }) => method === 'PATCH' && requestBody !== null)
  return { ...(lead === null ? {} : everyProfileSends(lead)), ...readBody(written?.requestBody ?? null) }
}

const everyProfileSends = (lead: Lead): SentFields => ({
  subject: `Hunter: ${lead.domain}`,
  companyname: lead.companyName,
  websiteurl: `https://${lead.domain}`,
  emailaddress1: lead.contactEmail,
})

function readBody(text: string | null): SentFields {
  if (text === null) return {}
  try {
    const parsed = Body.safeParse(JSON.parse(text))
    if (!parsed.success) return {}
    // `ownerid@odata.bind` and the like are instructions, not columns that can be read back under their name.
    return Object.fromEntries(Object.entries(parsed.data).filter(([name]) => !name.includes('@')))
  } catch {
    return {}
  }
}

/** Field by field; a URL may come back with a closing slash, which says the same. */
export function compareFields(sent: SentFields, held: Readonly<Record<string, unknown>>): readonly FieldComparison[] {
  return Object.entries(sent).map(([name, value]) => {
    const found = held[name] ?? null
    return { name, sent: value, held: found, isSame: normalise(value) === normalise(found) }
  })
}

const normalise = (value: unknown): unknown =>
  typeof value === 'string' && value.startsWith('https://') ? value.replace(/\/$/, '') : value
