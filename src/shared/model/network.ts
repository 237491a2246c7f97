import { z } from 'zod'

/**
 * How a tenant's connections leave this machine. `system`: what the desktop, or on the command line its environment, says for each host;
 * `manual`: this proxy for every host, `url` without name or password (the password lies in the keychain); `none`: direct.
 * Loopback never goes through a proxy, whatever is set.
 */
export const ProxySettingSchema = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('system') }),
  z.strictObject({ mode: z.literal('none') }),
  z.strictObject({ mode: z.literal('manual'), url: z.string().max(300), user: z.string().min(1).max(200).nullable() }),
])
export type ProxySetting = z.infer<typeof ProxySettingSchema>

/** `extraCa`: certificates (PEM) trusted for this tenant beside the usual ones, as a company's TLS inspection needs. They only ever add. */
export const TenantNetworkSchema = z.strictObject({
  proxy: ProxySettingSchema,
  extraCa: z.strictObject({ fileName: z.string().max(255), pem: z.string().max(1_000_000) }).nullable(),
})
export type TenantNetwork = z.infer<typeof TenantNetworkSchema>

export const SYSTEM_NETWORK: TenantNetwork = { proxy: { mode: 'system' }, extraCa: null }

/** What a connection passes, in order. `name`: the name of the proxy or of the server is found. */
export const HopNameSchema = z.enum(['proxy-setting', 'name', 'proxy', 'connection', 'certificate', 'answer'])
export type HopName = z.infer<typeof HopNameSchema>

/** The way to one of the two servers, hop by hop; those behind the first that failed are `not-reached`. Nothing secret is sent. */
export const RouteTraceSchema = z.strictObject({
  target: z.enum(['entra', 'dataverse']),
  host: z.string(),
  /** `host:port` of the proxy used; null = direct. */
  proxy: z.string().nullable(),
  hops: z.array(
    z.strictObject({
      name: HopNameSchema,
      status: z.enum(['passed', 'failed', 'not-reached']),
      /** In the words of the network: an error code, an issuer, an HTTP status. */
      detail: z.string().nullable(),
    }),
  ),
  /** Name of whoever issued the certificate that was not accepted, where it could be seen. */
  issuer: z.string().nullable(),
})
export type RouteTrace = z.infer<typeof RouteTraceSchema>

export const ConnectionTraceSchema = z.strictObject({ routes: z.array(RouteTraceSchema), ok: z.boolean() })
export type ConnectionTrace = z.infer<typeof ConnectionTraceSchema>
