import { fail, ok, type Result } from '../../shared/lib/result.ts'
import type { Failure } from '../../shared/model/failure.ts'
import { HOPS, type ConnectionHop, type ConnectionTrace, type Hop } from '../../shared/model/network.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import type { TenantConnections, TenantWay, TenantWays } from '../d365/d365-client.ts'
import { failureOfTransport, wasCancelled } from '../d365/http/transport-failure.ts'
import type { TransportFailure } from '../d365/http/transport.ts'

/** Time for one question about the way; whoever waits longer has found the place. */
const PROBE_MS = 20_000

/** Where it broke: the hop, whom it concerns, and the failure whose advice is the remedy. */
interface Break {
  readonly hop: Hop
  readonly hosts: readonly string[]
  readonly failure: Failure
}

/**
 * Goes to Entra ID and to the organisation as a push would, with the same proxy, pool and trust, and says at which hop it ends. The way is
 * asked first, without any credential; only a way that is open is asked for a token and WhoAmI, with nothing cached.
 */
export async function traceConnection(
  { connections }: { readonly connections: TenantConnections & TenantWays },
  tenant: Tenant,
  signal?: AbortSignal,
): Promise<Result<ConnectionTrace, Failure>> {
  const opened = await connections.way(tenant)
  if (!opened.ok) return opened
  const way = opened.value
  try {
    const legs = await Promise.all([way.entra, way.organization].map((origin) => probeLeg(way, origin, signal)))
    const broken = firstBreak(legs) ?? (await probeServices(connections, { tenant, way, signal }))
    if (signal?.aborted === true) return fail({ kind: 'Cancelled', message: 'The test of the way was cancelled.' })
    return ok({ hops: HOPS.map((hop) => hopOf(hop, legs, broken)), failedAt: broken?.hop ?? null })
  } finally {
    way.transport.close()
  }
}

/** One way to one host, and where it broke. */
interface Leg {
  readonly host: string
  /** The proxy's host, or null where the way is direct. */
  readonly proxy: string | null
  readonly broken: Break | null
}

async function probeLeg(way: TenantWay, origin: string, signal: AbortSignal | undefined): Promise<Leg> {
  const proxy = await way.findProxy(origin)
  const leg = { host: new URL(origin).host, proxy: proxy === null ? null : new URL(proxy.url).host }
  const outcome = await way.transport.send({
    origin,
    path: '/',
    method: 'GET',
    headers: {},
    body: null,
    totalMs: PROBE_MS,
    ...(signal === undefined ? {} : { signal }),
  })
  // Whatever a server answers, and even if it breaks off: it was reached.
  if (outcome.ok || outcome.failure.phase === 'answer') return { ...leg, broken: null }
  const { failure } = outcome
  const hop = hopOfFailure(failure, leg.proxy !== null)
  const isOfProxy = leg.proxy !== null && (hop === 'dns' || hop === 'proxy')
  const hosts = [isOfProxy ? (leg.proxy ?? '') : leg.host]
  return { ...leg, broken: { hop, hosts, failure: failureOfTransport(failure, null) } }
}

const NAME_CODES: ReadonlySet<string | null> = new Set(
  ['ENOTFOUND', 'EAI_AGAIN'].flatMap((code) => [code, `ERR_PROXY_${code}`]),
)

/** Which hop a connection that never came about ended at. Behind a proxy only the proxy's own name is looked up here. */
function hopOfFailure(failure: TransportFailure, isProxied: boolean): Hop {
  if (failure.kind !== 'network') return isProxied ? 'proxy' : 'connect'
  const { code, isTls, message } = failure
  // Node's words for a connection that was accepted and then cut while TLS was being agreed on; its code is a plain ECONNRESET.
  if (isTls || message.includes('before secure TLS connection')) return 'tls'
  if (NAME_CODES.has(code)) return 'dns'
  return code?.startsWith('ERR_PROXY_') === true ? 'proxy' : 'connect'
}

/** The earliest hop of both ways: what is broken there is broken for all that comes after. */
const firstBreak = (legs: readonly Leg[]): Break | null =>
  legs
    .flatMap(({ broken }) => broken ?? [])
    .reduce<Break | null>(
      (first, one) => (first === null || HOPS.indexOf(one.hop) < HOPS.indexOf(first.hop) ? one : first),
      null,
    )

async function probeServices(
  connections: TenantConnections,
  {
    tenant,
    way,
    signal,
  }: { readonly tenant: Tenant; readonly way: TenantWay; readonly signal: AbortSignal | undefined },
): Promise<Break | null> {
  const at = (hop: 'entra' | 'dataverse', failure: Failure): Break => ({ hop, hosts: hostsOf(hop, way), failure })
  const context = signal === undefined ? {} : { signal }
  const opened = await connections.open(tenant, { isFresh: true })
  if (!opened.ok) return at('entra', opened.failure)
  const { tokens, d365, close } = opened.value
  try {
    const token = await tokens.acquire(context)
    if (!token.ok) return at('entra', token.failure)
    const who = await d365.whoAmI(context)
    return who.ok || wasCancelled(who.failure) ? null : at('dataverse', who.failure)
  } finally {
    close()
  }
}

const hostsOf = (hop: 'entra' | 'dataverse', { entra, organization }: TenantWay): string[] => [
  new URL(hop === 'entra' ? entra : organization).host,
]

function hopOf(hop: Hop, legs: readonly Leg[], broken: Break | null): ConnectionHop {
  if (broken?.hop === hop) return { hop, status: 'failed', hosts: [...broken.hosts], failure: broken.failure }
  const hosts = [...new Set(hostsAt(hop, legs))]
  if (broken !== null && HOPS.indexOf(broken.hop) < HOPS.indexOf(hop)) {
    return { hop, status: 'not_reached', hosts, failure: null }
  }
  return { hop, status: hosts.length === 0 ? 'not_needed' : 'passed', hosts, failure: null }
}

/** `legs`: to Entra ID and to the organisation, in this order. */
function hostsAt(hop: Hop, legs: readonly Leg[]): readonly string[] {
  const hosts = legs.map(({ host }) => host)
  switch (hop) {
    case 'dns':
      return legs.map(({ host, proxy }) => proxy ?? host)
    case 'proxy':
      return legs.flatMap(({ proxy }) => proxy ?? [])
    case 'connect':
    case 'tls':
      return hosts
    case 'entra':
      return hosts.slice(0, 1)
    case 'dataverse':
      return hosts.slice(-1)
  }
}
