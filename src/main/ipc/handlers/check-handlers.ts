import { ok } from '../../../shared/lib/result.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `checks:${string}`>

export const checkHandlers = ({ host, desktop }: HandlerContext): Pick<Handlers, Calls> => ({
  'checks:run': ({ tenantId, row }) => host.core.checks.run(tenantId, row === null ? {} : { row }),
  'checks:latest': ({ tenantId }) => host.core.checks.latest(tenantId),
  'checks:attest': ({ tenantId, row, by, note }) => host.core.checks.attest(tenantId, row, by, note),
  'checks:drift': ({ firstId, secondId }) => host.core.checks.drift(firstId, secondId),
  'checks:plan-columns': ({ tenantId }) => host.core.checks.planColumns(tenantId),
  'checks:create-columns': ({ tenantId, names }) => host.core.checks.createColumns(tenantId, names),
  'checks:hunter-url': ({ tenantId }) => host.core.checks.hunterUrl(tenantId),
  'checks:set-hunter-url': ({ tenantId, url }) => host.core.checks.setHunterUrl(tenantId, url),
  'checks:open-portal': async ({ tenantId, row, place }) => {
    const link = await host.core.checks.portalLink(tenantId, row, place)
    if (!link.ok) return link
    await desktop.openPortal(link.value.url)
    return ok({})
  },
})
