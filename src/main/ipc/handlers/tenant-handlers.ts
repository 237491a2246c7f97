import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `tenants:${string}`>

export const tenantHandlers = ({ host }: HandlerContext): Pick<Handlers, Calls> => ({
  'tenants:list': () => host.core.tenants.list(),
  'tenants:add': ({ tenant, secret, sessionOnly }) => host.core.tenants.add(tenant, secret, { sessionOnly }),
  'tenants:set-secret': ({ tenantId, secret, sessionOnly }) =>
    host.core.tenants.setSecret(tenantId, secret, { sessionOnly }),
  'tenants:delete-secret': ({ tenantId }) => host.core.tenants.deleteSecret(tenantId),
  'tenants:set-enabled': ({ tenantId, isEnabled }) => host.core.tenants.setEnabled(tenantId, isEnabled),
  'tenants:select': ({ tenantId }) => host.core.tenants.select(tenantId),
  'tenants:test': ({ tenantId }) => host.core.tenants.test(tenantId),
  'tenants:remove': ({ tenantId }) => host.core.tenants.remove(tenantId),
  'tenants:set-owner': ({ tenantId, owner }) => host.core.tenants.setOwner(tenantId, owner),
  'tenants:unlock': ({ tenantId, typedName }) => host.core.tenants.unlock(tenantId, typedName),
})
