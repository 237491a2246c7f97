/** Where a next link may lead, or why it may not be followed. */
export type NextLink = { readonly path: string } | { readonly refused: string }

/**
 * A next link comes from the answer, so it is judged before a token may travel along it: the tenant's own origin and the Web API's root, or
 * nothing. Its query is opaque and passed on untouched.
 * Source: Microsoft Learn, "Page results" (`@odata.nextLink`).
 */
export function judgeNextLink(link: unknown, origin: string): NextLink {
  if (typeof link !== 'string' || !URL.canParse(link)) return { refused: 'The next link is not an address.' }
  const url = new URL(link)
  if (url.username !== '' || url.password !== '') return { refused: 'The next link holds a user name.' }
  if (!originsOf(origin).includes(url.origin)) {
    return { refused: `The next link leads to ${url.origin} instead of ${origin}.` }
  }
  if (!url.pathname.startsWith('/api/data/')) return { refused: 'The next link leads out of the Web API.' }
  return { path: url.pathname + url.search }
}

/** An organisation's API host alias may write its own name into the link; the request still goes to the tenant's one origin. */
const originsOf = (origin: string): readonly string[] => [
  origin,
  origin.replace(/^https:\/\/([a-z0-9-]+)\.crm/, 'https://$1.api.crm'),
]
