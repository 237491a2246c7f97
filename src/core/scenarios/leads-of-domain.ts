import { anyOf, equals } from '../d365/odata-filter.ts'

/** The search the runbook does by hand: every lead that claims the domain, by the subject and by the website Hunter gives its leads. */
export function leadsOfDomain(domain: string): {
  readonly filter: string
  readonly select: readonly string[]
  readonly top: number
} {
  return {
    filter: anyOf([equals('subject', `Hunter: ${domain}`), equals('websiteurl', `https://${domain}`)]),
    select: ['leadid', 'subject'],
    top: 10,
  }
}
