import type { TenantNetwork } from '../../../../shared/model/network.ts'

export const PROXY_MODES = ['system', 'manual', 'none'] as const

export interface NetworkForm {
  readonly mode: (typeof PROXY_MODES)[number]
  readonly url: string
  readonly user: string
  /** What was typed and not sent yet; what is kept is never here. */
  readonly password: string
  readonly extraCa: TenantNetwork['extraCa']
}

export const networkFormOf = ({ proxy, extraCa }: TenantNetwork): NetworkForm => ({
  mode: proxy.mode,
  url: proxy.mode === 'manual' ? proxy.url : '',
  user: proxy.mode === 'none' ? '' : (proxy.user ?? ''),
  password: '',
  extraCa,
})

/** The password that was typed, where there is a proxy and a name that it goes with. */
export const proxyPasswordOf = ({ mode, user, password }: NetworkForm): string | null =>
  mode === 'none' || user.trim() === '' || password === '' ? null : password

export function networkOf({ mode, url, user, extraCa }: NetworkForm): TenantNetwork {
  const name = user.trim()
  if (mode === 'none') return { proxy: { mode }, extraCa }
  if (mode === 'system') return { proxy: name === '' ? { mode } : { mode, user: name }, extraCa }
  return { proxy: { mode, url: url.trim(), user: name === '' ? null : name }, extraCa }
}
