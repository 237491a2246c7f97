import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `push:${string}`>

export const pushHandlers = ({ host }: HandlerContext): Pick<Handlers, Calls> => ({
  'push:start': ({ tenantId, selection }) => host.core.push.start(tenantId, selection),
  'push:forecast': ({ tenantId, selection }) => host.core.leads.forecast(tenantId, selection),
  'push:preview': ({ tenantId, selection }) => host.core.push.run(tenantId, selection, { isDryRun: true }),
  'push:pause': ({ runId }) => host.core.push.pause(runId),
  'push:resume': ({ runId }) => host.core.push.resume(runId),
  'push:runs': ({ tenantId }) => host.core.push.runs(tenantId),
  'push:leads': ({ runId, ...page }) => host.core.push.leads(runId, page),
  'push:cancel': ({ runId }) => host.core.push.cancel(runId),
  'push:adopt': ({ tenantId, domain, d365LeadId }) => host.core.push.adopt(tenantId, domain, d365LeadId),
  'push:decline': ({ tenantId, domain }) => host.core.push.decline(tenantId, domain),
})
