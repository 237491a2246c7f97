import { z } from 'zod'
import { FailureSchema } from './failure.ts'

/**
 * How a tenant's connections leave this machine. `system`: what the desktop, or on the command line its environment, says for each host, with
 * `user` where that proxy wants a name (its password lies in the keychain); `manual`: this proxy for every host, `url` without name or password (the password lies in the keychain); `none`: direct.
 * Loopback never goes through a proxy, whatever is set.
 */
export const ProxySettingSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('system'), user: z.string().min(1).max(200).optional() }),
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({ mode: z.literal('manual'), url: z.string().max(300), user: z.string().min(1).max(200).nullable() }),
])

/** `extraCa`: certificates (PEM) trusted for this tenant beside the usual ones, as a company's TLS inspection needs. They only ever add. */
export const TenantNetworkSchema = z.strictObject({
  proxy: ProxySettingSchema,
  extraCa: z.strictObject({ fileName: z.string().max(255), pem: z.string().max(1_000_000) }).nullable(),
})
export type TenantNetwork = z.infer<typeof TenantNetworkSchema>

/** Of the tenant's proxy. */
export const ProxyPasswordSchema = z.string().min(1).max(1_000)

export const SYSTEM_NETWORK: TenantNetwork = { proxy: { mode: 'system' }, extraCa: null }

/** The places a connection passes, in this order; `connect` is the way to the server itself, directly or through the proxy's tunnel. */
export const HOPS = ['dns', 'proxy', 'connect', 'tls', 'entra', 'dataverse'] as const
const HopSchema = z.enum(HOPS)
export type Hop = z.infer<typeof HopSchema>

/**
 * What became of one hop. `not_needed`: no proxy is on the way; `not_reached`: an earlier hop failed. `hosts`: whom it concerns;
 * `failure` is set when it failed, and its advice is the remedy.
 */
export const ConnectionHopSchema = z.strictObject({
  hop: HopSchema,
  status: z.enum(['passed', 'failed', 'not_needed', 'not_reached']),
  hosts: z.array(z.string()),
  failure: FailureSchema.nullable(),
})
export type ConnectionHop = z.infer<typeof ConnectionHopSchema>

/** The way to a tenant hop by hop; `failedAt` is the first that failed, null when all passed. */
export const ConnectionTraceSchema = z.strictObject({
  hops: z.array(ConnectionHopSchema),
  failedAt: HopSchema.nullable(),
})
export type ConnectionTrace = z.infer<typeof ConnectionTraceSchema>
