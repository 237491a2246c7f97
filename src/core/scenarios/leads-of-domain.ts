/** The search the runbook does by hand: every lead that claims the domain, by the subject and by the website Hunter gives its leads. */
export function leadsOfDomain(domain: string): {
  readonly filter: string
  readonly select: readonly string[]
  readonly top: number
} {
  // A test domain consists of letters, digits, dots and hyphens (test-lead.ts): nothing in it needs escaping.
  return {
    filter: `subject eq 'Hunter: ${domain}' or websiteurl eq 'https://${domain}'`,
    select: ['leadid', 'subject'],
    top: 10,
  }
}
