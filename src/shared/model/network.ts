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

/** `extraCa`: certificates (PEM) trusted for this tenant beside the usual ones, as a company's TLS inspection needs. They only ever add. */
export const TenantNetworkSchema = z.strictObject({
  proxy: ProxySettingSchema,
  extraCa: z.strictObject({ fileName: z.string().max(255), pem: z.string().max(1_000_000) }).nullable(),
})
export type TenantNetwork = z.infer<typeof TenantNetworkSchema>

export const SYSTEM_NETWORK: TenantNetwork = { proxy: { mode: 'system' }, extraCa: null }
