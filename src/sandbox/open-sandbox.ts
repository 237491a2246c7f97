import { randomBytes } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { Organisation } from './dataverse/organisation.ts'
import { seedOrganisation } from './dataverse/seed/seed-organisation.ts'
import { seedDefaultRules } from './dataverse/seed/seed-rules.ts'
import { seedLeads } from './dataverse/seed/seed-leads.ts'
import { BodyBudget } from './server/body-budget.ts'
import { listen } from './server/https-listener.ts'
import { RequestLog } from './server/request-log.ts'
import { SandboxStore } from './store/sandbox-store.ts'
import { ensureCertificate } from './tls/certificate-files.ts'
import type { BuiltServer } from './build-server.ts'
import type { Exchange } from './server/exchange.ts'
import type { Listener } from './server/https-listener.ts'
import type { SandboxInfo, SandboxOptions } from './sandbox-types.ts'
import type { ServerCertificate } from './tls/certificate-files.ts'

/** A sandbox that listens. Requests that come before `ready` wait for it. */
export interface OpenSandbox {
  readonly info: SandboxInfo
  /** SHA-256 fingerprint of the server's certificate. */
  readonly fingerprint256: string
  /** What answers requests, once its code is loaded. */
  readonly ready: Promise<BuiltServer>
  readonly close: () => Promise<void>
}

/** Listens first and loads what answers requests afterwards. Throws as `startSandbox` does. */
export const openSandbox = async (options: SandboxOptions): Promise<OpenSandbox> => {
  const store = SandboxStore.open(options.storeDir)
  try {
    const { now = Date.now, reset = false, profile } = options
    const organisation = new Organisation(store, { now, reset, profile })
    store.transaction(() => {
      seedOrganisation(organisation)
      seedDefaultRules(organisation)
    })
    if (options.seed !== undefined) seedLeads(organisation, options.seed)
    return await open(organisation, options)
  } catch (error) {
    store.close()
    throw error
  }
}

const open = async (organisation: Organisation, options: SandboxOptions): Promise<OpenSandbox> => {
  const certificate = ensureCertificate(options.storeDir, organisation.now())
  const log = new RequestLog()
  const controlPath = options.control ? unguessableControlPath() : null
  const listener = await listenFor(organisation, { certificate, log, options }, async (exchange) => {
    const { server } = await ready
    return server.serve(exchange)
  })
  const { port } = listener
  // A turn later, so that whoever waits for the address hears it first.
  const ready = nextTurn()
    .then(() => import('./build-server.ts'))
    .then(({ buildServer }) => buildServer({ organisation, log, port, controlPath }, options))
  const { host = '127.0.0.1' } = options
  return {
    info: describe(organisation, { host, port, caPath: certificate.caPath, controlPath }),
    fingerprint256: certificate.fingerprint256,
    ready,
    close: async () => {
      await listener.close()
      organisation.close()
      certificate.remove()
    },
  }
}

const listenFor = (
  organisation: Organisation,
  given: { certificate: ServerCertificate; log: RequestLog; options: SandboxOptions },
  serve: (exchange: Exchange) => Promise<void>,
): Promise<Listener> => {
  const { certificate, log, options } = given
  return listen({
    certificate,
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    patienceMs: options.patienceMs ?? 60_000,
    mostConnections: options.mostConnections,
    budget: new BodyBudget(options.mostBytesHeld),
    serve,
    onRefused: (seen) => log.addRefused({ ...seen, at: new Date(organisation.now()).toISOString() }),
  })
}

/** Every program on this machine reaches loopback; only who was given the announced line may play with the sandbox. */
const unguessableControlPath = (): string => `/control/${randomBytes(16).toString('hex')}`

const describe = (
  organisation: Organisation,
  place: { host: string; port: number; caPath: string; controlPath: string | null },
): SandboxInfo => {
  const { identity } = organisation
  const baseUrl = `https://${place.host === '::1' ? '[::1]' : place.host}:${place.port}`
  return {
    baseUrl,
    authority: `${baseUrl}/${identity.tenantId}`,
    tenantId: identity.tenantId,
    clientId: identity.clientId,
    clientSecret: identity.clientSecret,
    caPath: place.caPath,
    controlUrl: place.controlPath === null ? null : `${baseUrl}${place.controlPath}`,
  }
}
