import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { fail, ok } from '../../../shared/lib/result.ts'
import type { Failure } from '../../../shared/model/failure.ts'
import { FILE_EXTENSION } from '../../../shared/model/lead-export.ts'
import { recordLink } from '../../../core/d365/record-link.ts'
import type { Handlers } from '../handlers.ts'
import type { HandlerContext } from './handler-context.ts'

type Calls = Extract<keyof Handlers, `leads:${string}`>

export const leadHandlers = (context: HandlerContext): Pick<Handlers, Calls> => ({
  ...listHandlers(context),
  ...importHandlers(context),
  ...duplicateHandlers(context),
})

type DuplicateCalls = 'leads:open-record' | 'leads:radar' | 'leads:stop-radar' | 'leads:resolve-conflicts'

function duplicateHandlers({ host, desktop }: HandlerContext): Pick<Handlers, DuplicateCalls> {
  const sweeps = new Map<string, AbortController>()
  return {
    'leads:open-record': async ({ tenantId, d365LeadId }) => {
      const tenant = await host.core.tenants.find(tenantId)
      if (!tenant.ok) return tenant
      const opened = await desktop.openRecord(tenant.value, recordLink(tenant.value, d365LeadId))
      return opened.ok ? ok({}) : opened
    },
    'leads:radar': async ({ tenantId }) => {
      const sweep = new AbortController()
      sweeps.get(tenantId)?.abort()
      sweeps.set(tenantId, sweep)
      return host.core.leads.radar(tenantId, sweep.signal)
    },
    'leads:stop-radar': ({ tenantId }) => {
      sweeps.get(tenantId)?.abort()
      return Promise.resolve(ok({}))
    },
    'leads:resolve-conflicts': ({ tenantId, rule, isPreview }) =>
      host.core.leads.resolveConflicts(tenantId, rule, { isPreview }),
  }
}

type ImportCalls = 'leads:choose-import' | 'leads:import'

/** The window never names a path: it imports the file that the admin chose last in the system's dialog. */
function importHandlers({ host, desktop }: HandlerContext): Pick<Handlers, ImportCalls> {
  let chosen: { readonly importId: string; readonly path: string } | null = null
  return {
    'leads:choose-import': async () => {
      const path = await desktop.chooseLeadFile()
      if (path === null) return ok(null)
      const preview = await host.core.leads.previewImport(basename(path), createReadStream(path))
      if (!preview.ok) return preview
      chosen = { importId: randomUUID(), path }
      return ok({ importId: chosen.importId, preview: preview.value })
    },
    'leads:import': async ({ importId, map }) => {
      if (chosen?.importId !== importId) return fail(NO_LONGER_CHOSEN)
      return host.core.leads.importFile(basename(chosen.path), createReadStream(chosen.path), { map })
    },
  }
}

const NO_LONGER_CHOSEN: Failure = {
  kind: 'NotFound',
  what: 'file',
  message: 'Another file was chosen meanwhile; choose this one again.',
}

type ListCalls = Exclude<Calls, DuplicateCalls | ImportCalls>

const listHandlers = ({ host, desktop }: HandlerContext): Pick<Handlers, ListCalls> => ({
  'leads:erase': ({ domain }) => host.core.leads.erase(domain),
  'leads:page': ({ tenantId, query }) => host.core.leads.page(tenantId, query),
  'leads:detail': ({ tenantId, domain }) => host.core.leads.detail(tenantId, domain),
  'leads:export': async ({ tenantId, request }) => {
    const tenant = await host.core.tenants.find(tenantId)
    if (!tenant.ok) return tenant
    const name = request.format === 'hunter' ? `hunter-${tenant.value.name}` : `leads-${tenant.value.name}`
    const path = await desktop.chooseExportFile(name, FILE_EXTENSION[request.format])
    return path === null ? ok(null) : host.core.leads.exportTo(tenantId, request, path)
  },
  'leads:export-failed': async ({ runId }) => {
    const path = await desktop.chooseExportFile('failed-leads', FILE_EXTENSION.csv)
    return path === null ? ok(null) : host.core.leads.exportFailed(runId, path)
  },
  'leads:hunter-write-back': ({ tenantId }) => host.core.leads.hunterWriteBackState(tenantId),
  'leads:open-link': async ({ tenantId, domain }) => {
    const tenant = await host.core.tenants.find(tenantId)
    if (!tenant.ok) return tenant
    const detail = await host.core.leads.detail(tenantId, domain)
    if (!detail.ok) return detail
    const { link } = detail.value
    if (link === null) return fail({ kind: 'NotFound', what: 'link', message: `${domain} is not in D365 yet.` })
    const opened = await desktop.openRecord(tenant.value, link)
    return opened.ok ? ok({}) : opened
  },
})
