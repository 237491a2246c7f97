import { ok } from '../../../shared/lib/result.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `scenarios:${string}` | `runs:${string}` | `runbook:${string}`>

export const runHandlers = ({ host }: HandlerContext): Pick<Handlers, Calls> => ({
  'scenarios:list': () => Promise.resolve(ok(host.core.scenarios.list())),
  'scenarios:start': ({ tenantId, ids, lead }) =>
    host.core.scenarios.start(tenantId, ids, lead === null ? {} : { lead }),
  'scenarios:cancel': ({ runId }) => host.core.scenarios.cancel(runId),
  'scenarios:set-note': ({ runId, scenarioId, note }) => host.core.scenarios.setNote(runId, scenarioId, note),
  'runs:list': ({ tenantId, kind, limit }) =>
    host.core.runs.list({ tenantId, limit, ...(kind === null ? {} : { kind }) }),
  'runs:show': ({ id }) => host.core.runs.show(id),
  'runs:compare': ({ first, second }) => host.core.runs.compare(first, second),
  'runs:retention': () => host.core.runs.retention(),
  'runs:forecast-retention': ({ days }) => host.core.runs.forecastRetention(days),
  'runs:set-retention': ({ days }) => host.core.runs.setRetention(days),
  'runbook:cancel': ({ runId }) => host.core.runbook.cancel(runId),
  'runbook:run': ({ tenantId }) => host.core.runbook.run(tenantId),
})
