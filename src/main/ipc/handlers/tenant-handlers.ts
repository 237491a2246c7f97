import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { judgeCa } from '../../../core/tenants/judge-network.ts'
import { ok } from '../../../shared/lib/result.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `tenants:${string}`>

export const tenantHandlers = ({ host, desktop }: HandlerContext): Pick<Handlers, Calls> => ({
  'tenants:list': () => host.core.tenants.list(),
  'tenants:read-connection': ({ text }) => host.core.tenants.readConnection(text),
  'tenants:open-connection-file': async () => {
    const path = await desktop.chooseConnectionFile()
    return path === null ? ok(null) : host.core.tenants.readConnectionFile(await readFile(path))
  },
  'tenants:add': ({ tenant, credential, ...options }) => host.core.tenants.add(tenant, credential, options),
  'tenants:connect': (input) => host.core.tenants.connect(input),
  'tenants:update': ({ tenantId, changes }) => host.core.tenants.update(tenantId, changes),
  'tenants:duplicate': ({ tenantId, ...to }) => host.core.tenants.duplicate(tenantId, to),
  'tenants:move': ({ tenantId, beforeId }) => host.core.tenants.move(tenantId, beforeId),
  'tenants:rotate': ({ tenantId, ...rotation }) => host.core.tenants.rotate(tenantId, rotation),
  'tenants:accept-organization': ({ tenantId, organizationId, typedName }) =>
    host.core.tenants.acceptOrganization(tenantId, organizationId, { typedName }),
  'tenants:set-proxy-password': ({ tenantId, password }) => host.core.tenants.setProxyPassword(tenantId, password),
  'tenants:choose-ca-file': async () => {
    const path = await desktop.chooseCertificateFile()
    return path === null ? ok(null) : judgeCa({ fileName: basename(path), pem: await readFile(path, 'utf8') })
  },
  'tenants:export-env': ({ tenantId }) => host.core.tenants.exportEnv(tenantId),
  'tenants:set-secret': ({ tenantId, secret, sessionOnly }) =>
    host.core.tenants.setSecret(tenantId, secret, { sessionOnly }),
  'tenants:delete-secret': ({ tenantId }) => host.core.tenants.deleteSecret(tenantId),
  'tenants:set-enabled': ({ tenantId, isEnabled }) => host.core.tenants.setEnabled(tenantId, isEnabled),
  'tenants:select': ({ tenantId }) => host.core.tenants.select(tenantId),
  'tenants:test': ({ tenantId }) => host.core.tenants.test(tenantId),
  'tenants:trace': ({ tenantId }) => host.core.tenants.trace(tenantId),
  'tenants:unlocks': ({ tenantId }) => host.core.tenants.unlocks(tenantId),
  'tenants:export-profile': async ({ tenantId }) => {
    const tenant = await host.core.tenants.find(tenantId)
    if (!tenant.ok) return tenant
    const path = await desktop.chooseExportFile(`tenant-${tenant.value.name}`, 'json')
    return path === null ? ok(null) : host.core.tenants.exportProfile(tenantId, path)
  },
  'tenants:import-profile': async () => {
    const path = await desktop.chooseConnectionFile()
    return path === null ? ok(null) : host.core.tenants.importProfile(await readFile(path, 'utf8'))
  },
  'tenants:remove': ({ tenantId }) => host.core.tenants.remove(tenantId),
  'tenants:find-owners': ({ tenantId, text }) => host.core.tenants.findOwners(tenantId, text),
  'tenants:set-owner': ({ tenantId, owner }) => host.core.tenants.setOwner(tenantId, owner),
  'tenants:unlock': ({ tenantId, typedName }) => host.core.tenants.unlock(tenantId, typedName),
})
