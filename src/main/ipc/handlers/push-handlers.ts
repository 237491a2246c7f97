import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `push:${string}`>

export const pushHandlers = ({ host }: HandlerContext): Pick<Handlers, Calls> => ({
  'push:start': ({ tenantId, domains }) => host.core.push.start(tenantId, domains),
  'push:cancel': ({ runId }) => host.core.push.cancel(runId),
  'push:adopt': ({ tenantId, domain, d365LeadId }) => host.core.push.adopt(tenantId, domain, d365LeadId),
})
