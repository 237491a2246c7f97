import { fail, ok } from '../../../shared/lib/result.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `reports:${string}` | 'activity:list'>

export const reportHandlers = ({ host, desktop }: HandlerContext): Pick<Handlers, Calls> => ({
  'reports:write': ({ runId, formats }) => host.core.reports.write(runId, formats, null),
  'reports:list': ({ tenantId }) => host.core.reports.list(tenantId),
  'reports:reveal': async ({ path }) => {
    if (!(await isOwnReport(host, path))) {
      return fail({ kind: 'NotFound', what: 'report', message: 'The console wrote no report under this path.' })
    }
    desktop.reveal(path)
    return ok({})
  },
  'activity:list': ({ tenantId, beforeSequence, limit }) =>
    host.core.activity.list({
      limit,
      ...(tenantId === null ? {} : { tenantId }),
      ...(beforeSequence === null ? {} : { beforeSequence }),
    }),
})

/** A page that went wrong must not make the file manager visit paths of its choosing: a UNC path alone would send credentials. */
async function isOwnReport(host: HandlerContext['host'], path: string): Promise<boolean> {
  const tenants = await host.core.tenants.list()
  if (!tenants.ok) return false
  const lists = await Promise.all(tenants.value.map((tenant) => host.core.reports.list(tenant.id)))
  return lists.some((list) => list.ok && list.value.some((report) => report.path === path))
}
