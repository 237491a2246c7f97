import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Refused } from '../../shared/model/failure.ts'
import type { Cloud, Tenant } from '../../shared/model/tenant.ts'
import { isLoopback } from '../is-loopback.ts'

/** `origin` has no path and no trailing slash; the Web API's `.api.` alias is folded into the organisation's one host. */
export interface JudgedBaseUrl {
  readonly origin: string
  readonly cloud: Cloud
}

interface Expected {
  readonly kind: Tenant['kind']
  /** The cloud the tenant was added for; a host of another cloud is refused. */
  readonly cloud?: Cloud
  /** Where the running sandbox listens; needed for `kind: 'sandbox'`, meaningless otherwise. */
  readonly sandboxOrigin?: string
}

/**
 * Suffixes of Dataverse hosts and their cloud. Exact, no override: a token must never travel to a host that only looks like one of these.
 * crm9 is the US government community cloud, whose users live in the public Entra ID.
 * Source: Microsoft Learn, "New datacenter regions" and "Discovery service, discovery URLs per cloud"; crm22 from third parties only (unconfirmed).
 */
const CLOUD_OF_SUFFIX: ReadonlyMap<string, Cloud> = new Map<string, Cloud>([
  ...['', 2, 3, 4, 5, 6, 7, 8, 11, 12, 14, 15, 16, 17, 19, 20, 21, 22].map(
    (region) => [`crm${region}.dynamics.com`, 'public'] as const,
  ),
  ['crm9.dynamics.com', 'gcc'],
  ['crm.microsoftdynamics.us', 'gcc-high'],
  ['crm.appsplatform.us', 'dod'],
  ['crm.dynamics.cn', 'china'],
])

/** Microsoft's own names under these suffixes; none is an organisation. */
const NOT_ORGANISATIONS: ReadonlySet<string> = new Set(['api', 'disco', 'globaldisco', 'www'])

const ORGANISATION_NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const HOST_NAME = /^[a-z0-9.-]+$/
const CHARACTERS_OF_A_URL = /^[\x21-\x7e]+$/

/**
 * Whether tokens and leads may be sent to this address. A path or query behind a right host is tidied away, since admins paste what the
 * browser shows (`https://org.crm4.dynamics.com/main.aspx?…`). Anything else that is not exactly https and a known Dataverse host is
 * refused with a sentence that says what was wrong.
 */
export function judgeBaseUrl(text: string, expected: Expected): Result<JudgedBaseUrl, Refused> {
  const url = readUrl(text.trim())
  if (!url.ok) return url
  if (expected.kind === 'sandbox') return judgeSandbox(url.value, expected.sandboxOrigin)
  if (/:\d*$/.test(authorityOf(text.trim()))) return refuse('The base URL names a port; Dataverse addresses have none.')
  return judgeLive(url.value, expected.cloud)
}

/** What the text says before the URL parser makes it presentable: the parser would forgive tricks that a person should see. */
function readUrl(text: string): Result<URL, Refused> {
  if (text === '') return refuse('The base URL is empty.')
  if (!CHARACTERS_OF_A_URL.test(text)) {
    return refuse('The base URL holds spaces or characters that no Dataverse address has.')
  }
  if (text.includes('\\')) return refuse('The base URL holds a backslash.')
  if (/^http:\/\//i.test(text)) return refuse('The base URL begins with http; tokens travel over https only.')
  if (!/^https:\/\/[^/]/i.test(text)) return refuse('The base URL must begin with https://.')
  const authority = authorityOf(text)
  if (authority.includes('@')) return refuse('The base URL holds a user name or password in front of the host.')
  if (authority.includes('%')) return refuse('The host of the base URL holds an encoded character.')
  const url = URL.canParse(text) ? new URL(text) : null
  return url === null ? refuse('The base URL is not an address.') : ok(url)
}

function judgeSandbox(url: URL, sandboxOrigin: string | undefined): Result<JudgedBaseUrl, Refused> {
  if (!isLoopback(url.hostname)) return refuse('The sandbox must be on this machine (a loopback address).')
  if (sandboxOrigin !== undefined && url.origin !== sandboxOrigin) {
    return refuse(`The sandbox listens at ${sandboxOrigin}, not at ${url.origin}.`)
  }
  return ok({ origin: url.origin, cloud: 'public' })
}

function judgeLive(url: URL, cloud: Cloud | undefined): Result<JudgedBaseUrl, Refused> {
  const host = url.hostname
  if (isLoopback(host)) return refuse('The base URL points at this machine; only the built-in sandbox may do that.')
  if (isIpAddress(host)) return refuse('The base URL names an IP address instead of a Dataverse host.')
  if (host.endsWith('.')) return refuse('The host of the base URL ends with a dot.')
  if (host.split('.').some((label) => label.startsWith('xn--'))) {
    return refuse('The host of the base URL holds letters that imitate others (punycode).')
  }
  return judgeHost(host, cloud)
}

function judgeHost(host: string, expectedCloud: Cloud | undefined): Result<JudgedBaseUrl, Refused> {
  const [organisation = '', ...rest] = host.split('.')
  const suffix = (rest[0] === 'api' ? rest.slice(1) : rest).join('.')
  const cloud = CLOUD_OF_SUFFIX.get(suffix)
  if (cloud === undefined || !ORGANISATION_NAME.test(organisation) || NOT_ORGANISATIONS.has(organisation)) {
    // A whole connection string may stand where an address should, and its secret would stand in the sentence.
    const named = HOST_NAME.test(host) ? host : 'What stands where the host should be'
    return refuse(`${named} is not a Dataverse host. It should look like yourorg.crm4.dynamics.com.`)
  }
  if (expectedCloud !== undefined && expectedCloud !== cloud) {
    return refuse(`${host} belongs to the cloud ${cloud}, but the tenant is in ${expectedCloud}.`)
  }
  return ok({ origin: `https://${organisation}.${suffix}`, cloud })
}

const refuse = (message: string): { readonly ok: false; readonly failure: Refused } =>
  fail({ kind: 'Refused', reason: 'base_url_refused', message })

const authorityOf = (text: string): string => /^https:\/\/([^/?#]*)/i.exec(text)?.[1] ?? ''

const isIpAddress = (host: string): boolean => host.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(host)
