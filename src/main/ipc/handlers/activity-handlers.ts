import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `activity:${string}`>

export const activityHandlers = ({ host }: HandlerContext): Pick<Handlers, Calls> => ({
  'activity:list': ({ tenantId, beforeSequence, limit }) =>
    host.core.activity.list({
      limit,
      ...(tenantId === null ? {} : { tenantId }),
      ...(beforeSequence === null ? {} : { beforeSequence }),
    }),
})
