import { ok, type Result } from '../../shared/lib/result.ts'
import type { HunterUrl } from '../../shared/model/check.ts'
import type { Failure } from '../../shared/model/failure.ts'
import type { Tenant } from '../../shared/model/tenant.ts'
import { DEFAULT_HUNTER_URL, judgeHunterUrl } from '../hunter/hunter-url.ts'
import type { SettingStore } from '../ports/stores.ts'

const keyOf = (tenantId: string): string => `hunter-url/${tenantId}`

/** Where a tenant's Hunter backend is. The sandbox has none unless one was set: nothing shall be asked by chance. */
export function hunterUrlOf(settings: SettingStore, tenant: Pick<Tenant, 'id' | 'kind'>): HunterUrl {
  const stored = settings.get(keyOf(tenant.id))
  if (stored !== null) return { url: stored === '' ? null : stored, isDefault: false }
  return tenant.kind === 'sandbox' ? { url: null, isDefault: true } : { url: DEFAULT_HUNTER_URL, isDefault: true }
}

/** `text` null = this tenant has no Hunter backend that can be reached from here. */
export function setHunterUrl(
  settings: SettingStore,
  tenantId: string,
  text: string | null,
): Result<HunterUrl, Failure> {
  const judged = text === null ? ok('') : judgeHunterUrl(text)
  if (!judged.ok) return judged
  settings.set(keyOf(tenantId), judged.value)
  return ok({ url: judged.value === '' ? null : judged.value, isDefault: false })
}
