import { ok } from '../../../shared/lib/result.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `mapping:${string}`>

export const mappingHandlers = ({ host }: HandlerContext): Pick<Handlers, Calls> => ({
  'mapping:built-in': () => Promise.resolve(ok(host.core.mapping.builtIn())),
  'mapping:columns': ({ tenantId }) => host.core.mapping.columns(tenantId),
  'mapping:check': ({ tenantId, choice }) => host.core.mapping.check(tenantId, choice),
  'mapping:choose': ({ tenantId, choice }) => host.core.mapping.choose(tenantId, choice),
})
