import type { TenantNetwork } from '../../shared/model/network.ts'
import { formatTable, plain } from '../format-table.ts'

interface ShownNetwork {
  readonly tenant: string
  readonly proxy: TenantNetwork['proxy']
  readonly hasProxyPassword: boolean
  /** Name of the file. */
  readonly extraCa: string | null
}

export function networkText({ tenant, proxy, hasProxyPassword, extraCa }: ShownNetwork, width: number | null): string {
  const user = proxy.mode === 'none' ? null : (proxy.user ?? null)
  const login = user === null ? 'none' : `${plain(user)}, password ${hasProxyPassword ? 'in the keychain' : 'missing'}`
  return formatTable(
    ['tenant', plain(tenant)],
    [
      ['proxy', proxy.mode === 'manual' ? plain(proxy.url) : proxy.mode],
      ['its user', login],
      ['extra CA file', extraCa === null ? 'none' : plain(extraCa)],
    ],
    { width },
  )
}
