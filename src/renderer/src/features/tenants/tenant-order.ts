import type { TenantView } from '../../../../shared/model/tenant.ts'

/** Every tenant in its order; removed ones last, as history. */
export const inOrder = (tenants: readonly TenantView[]): readonly TenantView[] =>
  [...tenants].sort((a, b) => Number(a.archivedAt !== null) - Number(b.archivedAt !== null))

/** Those whose name, address, environment or description holds every word that was typed. */
export function found(tenants: readonly TenantView[], typed: string): readonly TenantView[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return tenants.filter((tenant) => {
    const text = [tenant.name, tenant.baseUrl, tenant.effectiveEnvironment, tenant.secretDescription ?? '']
    return words.every((word) => text.join(' ').toLocaleLowerCase().includes(word))
  })
}

/** Before whom a tenant goes when it moves one place (`null` = last), or undefined where it cannot move. */
export function placeAfterStep(
  tenants: readonly TenantView[],
  tenantId: string,
  step: 'up' | 'down',
): string | null | undefined {
  const movable = tenants.filter(({ kind, archivedAt }) => kind === 'live' && archivedAt === null)
  const index = movable.findIndex(({ id }) => id === tenantId)
  if (index === -1) return undefined
  if (step === 'up') return movable[index - 1]?.id
  return index === movable.length - 1 ? undefined : (movable[index + 2]?.id ?? null)
}
