import type { Core } from '../core/services.ts'
import { fail, ok, type Result } from '../shared/lib/result.ts'
import type { Failure } from '../shared/model/failure.ts'
import type { ExistingLeadPolicy, MatchKey, Owner, TenantView } from '../shared/model/tenant.ts'

export interface PushFlags {
  readonly owner?: string
  readonly existingLeads?: ExistingLeadPolicy
  readonly retries?: number
  readonly matchKeys?: string
}

/** Changes what is named; an owner must be found in D365 under exactly that name. Nothing is changed when the owner is not. */
export async function setPushes(
  { tenants }: Pick<Core, 'tenants'>,
  view: TenantView,
  { owner, existingLeads, retries, matchKeys }: PushFlags,
): Promise<Result<TenantView, Failure>> {
  const named = owner === undefined ? ok(undefined) : await findOwner({ tenants }, view.id, owner)
  if (!named.ok) return named
  const changed = await tenants.update(view.id, {
    ...(existingLeads === undefined ? {} : { existingLeadPolicy: existingLeads }),
    ...(retries === undefined ? {} : { maxRetries: retries }),
    // The core judges the words.
    ...(matchKeys === undefined ? {} : { matchKeys: matchKeys.split(',').map((key) => key.trim() as MatchKey) }),
  })
  return !changed.ok || named.value === undefined ? changed : tenants.setOwner(view.id, named.value)
}

async function findOwner(
  { tenants }: Pick<Core, 'tenants'>,
  tenantId: string,
  words: string,
): Promise<Result<Owner | null, Failure>> {
  if (words === 'none') return ok(null)
  const [, kind, name = ''] = /^(user|team):(.+)$/su.exec(words) ?? []
  if (kind === undefined) return refuse('An owner is named as user:NAME, team:NAME or none.')
  const found = await tenants.findOwners(tenantId, name.trim())
  if (!found.ok) return found
  const exact = found.value.filter((one) => one.kind === kind && one.name.toLowerCase() === name.trim().toLowerCase())
  const [first, second] = exact
  if (first !== undefined && second === undefined) return ok(first)
  const others = found.value.map((one) => `${one.kind}:${one.name}`).join(', ')
  return refuse(
    `${exact.length === 0 ? 'No' : 'More than one'} ${kind} of the organisation is called ${name.trim()}.${others === '' ? '' : ` There are ${others}.`}`,
  )
}

const refuse = (message: string): Result<never, Failure> =>
  fail({ kind: 'InvalidInput', message, fields: [{ field: 'owner', message }] })
