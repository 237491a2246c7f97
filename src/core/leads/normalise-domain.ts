import { domainToASCII } from 'node:url'
import { fail, ok, type Result } from '../../shared/lib/result.ts'

const LONGEST = 253
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
/** A URL parser would read these as something other than a name: path, port, user, escape, address. */
const NOT_IN_A_NAME = /[\s/\\:@?#%[\]<>|^"']/u

/**
 * The key of a lead: lower case, internationalised names as A-labels, without leading `www.` and trailing dot.
 * Idempotent. `www.` stays where nothing but one label would be left (`www.com`). The failure is a sentence for the admin.
 * Sources: docs/adr/0003-deterministic-id-and-conditional-create.md; RFC 1123 section 2.1 (host names); UTS #46 by Node's `domainToASCII`.
 */
export function normaliseDomain(text: string): Result<string, string> {
  const trimmed = text.trim()
  if (trimmed === '') return fail('There is no domain.')
  if (NOT_IN_A_NAME.test(trimmed)) return fail(`"${shown(trimmed)}" is not a bare domain name like acme.example.`)
  const ascii = domainToASCII(trimmed).toLowerCase()
  if (ascii === '') return fail(`"${shown(trimmed)}" is not a domain name.`)
  const name = withoutWww(ascii.endsWith('.') ? ascii.slice(0, -1) : ascii)
  const fault = faultIn(name)
  return fault === null ? ok(name) : fail(`"${shown(trimmed)}" ${fault}`)
}

function withoutWww(name: string): string {
  let rest = name
  while (rest.startsWith('www.') && rest.indexOf('.', 4) > 0) rest = rest.slice(4)
  return rest
}

function faultIn(name: string): string | null {
  if (name.length > LONGEST) return `is longer than ${LONGEST} characters.`
  const labels = name.split('.')
  if (labels.length < 2) return 'has no dot: a domain has at least two parts.'
  if (!labels.every((label) => LABEL.test(label))) return 'has a part that no domain may have.'
  if (/^\d+$/.test(labels.at(-1) ?? '')) return 'is an address, not a domain.'
  return null
}

const shown = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text)
