import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `gate:${string}`>

export const gateHandlers = ({ host }: HandlerContext): Pick<Handlers, Calls> => ({
  'gate:status': ({ tenantId }) => host.core.gate.status(tenantId),
  'gate:decide': (request) => host.core.gate.decide(request),
  'gate:log': () => host.core.gate.log(),
  'gate:verify': () => host.core.gate.verify(),
})
